"""The colours of the page, light and dark: ink on paper, with one accent and one marker.

Names are those of Gradio's theme; style.css uses them too, as `--name-with-dashes`.
"""

from __future__ import annotations

FONT = ("system-ui", "Helvetica Neue", "Arial", "sans-serif")
FONT_MONO = ("ui-monospace", "monospace")

COLOURS = {
    "body_background_fill": "#fffdf8",
    "body_background_fill_dark": "#171614",
    "body_text_color": "#1d1b18",
    "body_text_color_dark": "#ece8e1",
    "body_text_color_subdued": "#5f5a52",
    "body_text_color_subdued_dark": "#aaa399",
    "background_fill_primary": "#fffdf8",
    "background_fill_primary_dark": "#171614",
    "background_fill_secondary": "#f6f2e9",
    "background_fill_secondary_dark": "#211f1c",
    "block_background_fill": "transparent",
    "block_background_fill_dark": "transparent",
    "block_label_text_color": "*body_text_color_subdued",
    "block_label_text_color_dark": "*body_text_color_subdued",
    "block_title_text_color": "*body_text_color_subdued",
    "block_title_text_color_dark": "*body_text_color_subdued",
    "border_color_primary": "#d9d2c4",
    "border_color_primary_dark": "#3b3731",
    "color_accent_soft": "#ffe9a3",
    "color_accent_soft_dark": "#473808",
    "input_background_fill": "#ffffff",
    "input_background_fill_dark": "#211f1c",
    "input_border_color": "#8d8578",
    "input_border_color_dark": "#7d766b",
    "input_placeholder_color": "#6b655c",
    "input_placeholder_color_dark": "#a19a8f",
    "link_text_color": "#8a1620",
    "link_text_color_dark": "#f0a49b",
    "button_primary_background_fill": "*link_text_color",
    "button_primary_background_fill_dark": "*link_text_color",
    "button_primary_background_fill_hover": "*link_text_color",
    "button_primary_background_fill_hover_dark": "*link_text_color",
    "button_primary_border_color": "*link_text_color",
    "button_primary_border_color_dark": "*link_text_color",
    "button_primary_border_color_hover": "*link_text_color",
    "button_primary_border_color_hover_dark": "*link_text_color",
    "button_primary_text_color": "*background_fill_primary",
    "button_primary_text_color_dark": "*background_fill_primary",
    "button_secondary_background_fill": "transparent",
    "button_secondary_background_fill_dark": "transparent",
    "button_secondary_background_fill_hover": "*background_fill_secondary",
    "button_secondary_background_fill_hover_dark": "*background_fill_secondary",
    "button_secondary_border_color": "*border_color_primary",
    "button_secondary_border_color_dark": "*border_color_primary",
    "button_secondary_text_color": "*body_text_color",
    "button_secondary_text_color_dark": "*body_text_color",
}


def light_on_paper() -> str:
    """A style that prints a dark page as the light one: pale ink on white could not be read."""
    light = (
        f"--{name.replace('_', '-')}: {_value(COLOURS[name])} !important;"
        for name in COLOURS
        if f"{name}_dark" in COLOURS
    )
    return f"@media print {{ .dark {{ color-scheme: light !important; {' '.join(light)} }} }}"


def _value(colour: str) -> str:
    """As CSS has it: `*name` stands for the colour of that name."""
    return f"var(--{colour[1:].replace('_', '-')})" if colour.startswith("*") else colour
