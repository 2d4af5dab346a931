"""Pages of the staff's room, one file each: what it shows and the forms that it takes."""
