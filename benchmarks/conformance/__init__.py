"""The W3C's SPARQL test suites, run against a service that really runs."""
