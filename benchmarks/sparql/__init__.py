"""SPARQL: our service beside the Oxigraph server and rdflib-endpoint, on a made-up policy graph of a million triples."""
