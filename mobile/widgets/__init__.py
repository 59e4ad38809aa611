"""The tablet's widgets: value in, value out, no business words. Screens are built from what stands here.

Every input (marked *) has `value` (None = blank; read only), `show(value)` to set it from code, which tells nobody, and
the event `on_value(widget, value)`, dispatched only when a person changes it. Pass `value=` to start with one. All take
`disabled` and `tone` ("", "error", "warning": the border). Everything pressed is 56 dp high or more, is reached with
Tab, pressed with Enter or Space, and shows a ring where the keyboard is. Sizes grow with `theme.scale`; most widgets
set their own height, so put them into a `Scroll` > vertical BoxLayout (`minimum_height`), a `Card` or `Columns`.
Names of icons and states are in `mobile.icons` (GLYPHS, STATES), words of the controls in `mobile.widgets.words`.

| widget | constructor properties (default) | events |
|---|---|---|
| PrimaryButton, QuietButton, DangerButton, LinkButton | words, icon (""), least (120 dp; the narrowest), disabled; size_hint_x=1 fills and wraps | on_release |
| IconButton | icon, words (its name), disabled | on_release |
| StatusButton | words, state_code (of STATES) | on_release |
| TextBox* str | lines (1), limit (0: none), hint, digits (False), secret (False), saving ("", saving, saved, failed); `.entry` is the field | on_value, on_enter, on_leave |
| PassphraseBox* str | as TextBox; `.toggle()` shows and hides | as TextBox |
| NumberBox* int | least (0), most (999), wraps (False), pad (0) | on_value |
| ChipGroup* code, or tuple of codes if several | options [(code, words)], several (False), exclusive ([codes]), clearable (True) | on_value |
| Segments* code | options [(code, words)], clearable (False) | on_value |
| ChoiceBox* code | options [(code, words) or (code, words, note)], title, hint, clearable (True); `.sheet` while open | on_value |
| TimeBox* aware datetime | now (callable), zone (tzinfo), zone_text, title, hint, clearable (True); `.source` is "now", "hand" or "" | on_value |
| Question | input, label, mark ("", required, owed), mark_words, help, clause, error, warning, whole_row (False) | on_why |
| Sheet | title, wide (600 dp), fills (False), first, auto_dismiss (True); add to `.body` and `.buttons`; open(), dismiss() | on_open, on_dismiss |
| ConfirmSheet | title, text, yes_words, no_words, danger (False); focus starts on no | on_yes, on_no |
| toast(words, tone="ok", icon="done", seconds=4), hide_toast() | functions; the widget is Toast | |
| Card | title (""); add children | |
| Columns | cols (2), narrowest (340 dp), gap_x, gap_y; a child with whole_row=True stands alone | |
| Scroll | as ScrollView; give it one child | |
| TopBar | title, subtitle, goes_back (False), icon; add to `.actions` | on_back |
| BottomBar | words, icon; add to `.actions` | |
| Banner | words, icon, tone (neutral, primary, ok, warn, danger), action ("": no button) | on_act |
| EmptyState | icon, title, words, action ("": no button) | on_act |
| Pill | state (of STATES), words | |
| ListRow; FixedRow in a RecycleView | title, subtitle, icon, state_code, state_words, key, pick (callable(key)), chosen | on_release |
| Rail | items [(code, words, state, state words)], chosen; setting items again keeps the rows | on_pick(code) |
| Text (wraps), Fit (as wide as needed) | words, style (caption, label, body, title, heading), bold, halign; Text: tone | |
| Icon | icon, tone, factor (1.3 of the body size) | |

A property `x` and an event `on_x` cannot share a name in Kivy: hence on_act, goes_back, yes_words.
`python -m mobile.widgets.gallery --out DIR` draws them all.
"""  # noqa: E501 (a table)

import os

os.environ.setdefault("KIVY_NO_ARGS", "1")  # else Kivy takes the program's own arguments for its own

from mobile.widgets.buttons import DangerButton, IconButton, LinkButton, PrimaryButton, QuietButton, StatusButton
from mobile.widgets.choicebox import ChoiceBox
from mobile.widgets.choosing import Chip, ChipGroup, Segments
from mobile.widgets.focus import Pressable, bring_into_view, first_control, hand
from mobile.widgets.question import Question
from mobile.widgets.rail import Rail
from mobile.widgets.sheet import ConfirmSheet, Sheet, Toast, hide_toast, toast
from mobile.widgets.surfaces import (
    Banner,
    BottomBar,
    Card,
    Columns,
    EmptyState,
    FixedRow,
    ListRow,
    Pill,
    Scroll,
    TopBar,
)
from mobile.widgets.text import Fit, Icon, Text
from mobile.widgets.textbox import NumberBox, PassphraseBox, TextBox
from mobile.widgets.timebox import TimeBox

__all__ = [
    "Banner",
    "BottomBar",
    "Card",
    "Chip",
    "ChipGroup",
    "ChoiceBox",
    "Columns",
    "ConfirmSheet",
    "DangerButton",
    "EmptyState",
    "Fit",
    "FixedRow",
    "Icon",
    "IconButton",
    "LinkButton",
    "ListRow",
    "NumberBox",
    "PassphraseBox",
    "Pill",
    "Pressable",
    "PrimaryButton",
    "Question",
    "QuietButton",
    "Rail",
    "Scroll",
    "Segments",
    "Sheet",
    "StatusButton",
    "Text",
    "TextBox",
    "TimeBox",
    "Toast",
    "TopBar",
    "bring_into_view",
    "first_control",
    "hand",
    "hide_toast",
    "toast",
]
