"""Where submissions are judged: on this machine, or on a Dask cluster."""
