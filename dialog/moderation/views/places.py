"""Where what moderation is about can be read: by anyone, and by its author."""

from flask import url_for

from dialog.moderation.subjects import Subject, place_of


def address_of(thing: Subject) -> str:
    """The page where anyone reads it; "" when it has none."""
    place = place_of(thing)
    return url_for(place.endpoint, **place.arguments(thing)) if place else ""


def own_address_of(thing: Subject) -> str:
    """The page where its author finds it, in whichever state; "" when it has none."""
    place = place_of(thing)
    return url_for(place.own_endpoint, **place.own_arguments(thing)) if place else ""
