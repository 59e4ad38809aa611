"""Buttons: one main act, quiet acts, acts that destroy, and icons that everybody knows."""

from __future__ import annotations

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.anchorlayout import AnchorLayout

from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv


class PlainButton(Pressable, Boxed, AnchorLayout):
    """The common shape of the buttons below: words, an optional icon before them, at least `least` pixels wide.

    As wide as its words; with `size_hint_x=1` it fills the width it is given and wraps.
    """

    words = StringProperty("")
    icon = StringProperty("")
    ink = ColorProperty([0, 0, 0, 1])
    least = NumericProperty(dp(120))
    side = NumericProperty(dp(22))


class PrimaryButton(PlainButton):
    """The one main act of a screen or sheet."""


class QuietButton(PlainButton):
    """Any other act."""


class DangerButton(PlainButton):
    """An act that destroys or cannot be taken back."""


class LinkButton(PlainButton):
    """A small act beside other words; no border, still a full target high."""

    side = NumericProperty(dp(14))


class IconButton(Pressable, Boxed, AnchorLayout):
    """An icon alone, for what everybody knows (back, close). `words` names it for tests and assistive technology."""

    icon = StringProperty("")
    words = StringProperty("")
    ink = ColorProperty([0, 0, 0, 1])


class StatusButton(PlainButton):
    """A state that can be tapped to learn more: words, with the icon and tone of `state_code`."""

    state_code = StringProperty("")


load_kv(__file__)
