"""The library: text in, triples out, answers back. `graph.pipeline` knows the order of the stages."""
