"""What lengths are measured in."""

from scale import ONE

METRES = ONE
