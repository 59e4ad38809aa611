"""Widgets."""

import os

os.environ.setdefault("KIVY_NO_ARGS", "1")

from mobile.widgets.text import Fit, Icon, Text
from mobile.widgets.focus import Pressable, bring_into_view, first_control, hand
from mobile.widgets.buttons import DangerButton, IconButton, LinkButton, PrimaryButton, QuietButton, StatusButton
from mobile.widgets.surfaces import (
    Banner,
    BottomBar,
    Card,
    Columns,
    EmptyState,
    ListRow,
    Pill,
    Scroll,
    TopBar,
)
from mobile.widgets.choosing import Chip, ChipGroup, Segments
from mobile.widgets.textbox import NumberBox, PassphraseBox, TextBox
from mobile.widgets.sheet import ConfirmSheet, Sheet, Toast, hide_toast, toast
from mobile.widgets.rail import Rail
from mobile.widgets.choicebox import ChoiceBox
from mobile.widgets.timebox import TimeBox
from mobile.widgets.question import Question
