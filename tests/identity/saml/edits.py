"""Small ways to tamper with a message, for the factory's recipes."""

import copy

from lxml import etree

from tests.identity.saml.factory import find


def drop(path, attribute=None):
    """An edit that takes an element, or one of its attributes, away."""

    def edit(element):
        found = find(element, path)
        if attribute:
            del found.attrib[attribute]
        else:
            found.getparent().remove(found)

    return edit


def put(path, attribute, value):
    """An edit that sets an attribute, or the text when no attribute is named."""

    def edit(element):
        found = element if path == "." else find(element, path)
        if attribute:
            found.set(attribute, value)
        else:
            found.text = value

    return edit


def double(path):
    def edit(element):
        found = find(element, path)
        found.addnext(copy.deepcopy(found))

    return edit


def insert(path, xml):
    def edit(element):
        find(element, path).append(etree.fromstring(xml))

    return edit
