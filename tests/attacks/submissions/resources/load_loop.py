# Never ends while the file is loaded.
try:
    while True:
        pass
finally:
    while True:
        pass
