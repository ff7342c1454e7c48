"""Grading on a Dask cluster: submissions travel in bundles, results come back, one command writes."""
