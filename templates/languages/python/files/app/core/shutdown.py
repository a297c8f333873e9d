"""Set when the process was told to stop and still finishes what is running."""

from threading import Event

draining = Event()
