"""The parts of revision 0020, by noun."""
