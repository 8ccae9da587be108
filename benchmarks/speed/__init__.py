"""Speed: ingest of the sample corpus repeated, the example queries on what it made, the start of the service."""
