"""`dialog demo replay`: a collection of the size and mix of Västerås 2020, through the real signing.

19,297 names were handed in for a referendum on the airport, and 15,395 of them were approved after
checks for duplicates and against the population register (DOMAIN 1.4). Only these two sums are
known; how the others fall on the reasons is our guess. Everybody here is made up.
"""
