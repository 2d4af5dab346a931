"""Executors: judging submissions on this machine, or on a Dask cluster."""
