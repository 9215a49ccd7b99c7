"""What the components say to eyes and to screen readers."""

import re
import uuid

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from tracekenya.ui import charts, samples
from tracekenya.ui.forms import SubmissionMixin, VersionMixin, problems
from tracekenya.ui.tables import Column, Link, Table


def draw(source: str, **context) -> str:
    return Template("{% load ui charts %}" + source).render(Context(context))


def squeezed(html: str) -> str:
    return re.sub(r">\s+|\s+<", lambda found: found.group().strip(), html)


def test_icon_is_hidden_from_readers_unless_it_has_a_label():
    assert draw('{% icon "bed" %}').strip() == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons/sprite.svg#bed"/></svg>'
    )
    assert 'role="img" aria-label="Bed"' in draw('{% icon "bed" label="Bed" %}')


def test_button_is_a_button_and_a_link_button_a_link():
    assert draw('{% button "Save" name="act" value="1" %}').strip() == (
        '<button type="submit" class="btn btn-primary" name="act" value="1">Save</button>'
    )
    assert draw('{% link_button "Back" "/cases/" %}').strip() == (
        '<a class="btn btn-secondary" href="/cases/">Back</a>'
    )


def test_words_from_people_are_escaped():
    assert "&lt;b&gt;" in draw("{% tag word %}", word="<b>")
    assert "&lt;b&gt;" in draw("{% inset %}{{ word }}{% endinset %}", word="<b>")
    assert "&lt;b&gt;" in draw("{% bullet_bar word value=1 target=2 %}", word="<b>")


def test_a_code_in_a_title_stays_whole_and_the_rest_is_escaped():
    html = draw("{% page_header title %}{% endpage_header %}", title="Visit <b>: TK-2026-0001, A&B")

    assert '<h1>Visit &lt;b&gt;: <span class="whole">TK-2026-0001</span>, A&amp;B</h1>' in html


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("on_track", "On track"),
        ("slightly_behind", "Slightly behind"),
        ("behind", "Behind"),
        ("no_data", "No data"),
    ],
)
def test_status_is_a_mark_and_a_word(code, word):
    html = draw("{% status code %}", code=code)

    assert html.count("<svg") == 1
    assert re.sub(r"<[^>]+>", "", html).strip() == word


def test_statuses_and_focus_areas_differ_in_shape():
    marks = [
        re.findall(r"<svg[^>]*>(.*?)</svg>", draw("{% status code %}", code=code))[0]
        for code in ("on_track", "slightly_behind", "behind", "no_data")
    ]
    shapes = [
        re.findall(r"<svg[^>]*>(.*?)</svg>", draw("{% kfa number %}", number=number))[0]
        for number in (1, 2, 3, 4)
    ]

    assert len(set(marks)) == len(set(shapes)) == 4


def test_unknown_status_is_refused():
    with pytest.raises(KeyError):
        draw('{% status "fine" %}')


class PlaceForm(SubmissionMixin, VersionMixin, forms.Form):
    place = forms.CharField(label="Place", help_text="The stage.")
    side = forms.ChoiceField(label="Side", choices=[("l", "Left")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("Nothing fits.")


def test_error_summary_leads_to_each_field():
    form = PlaceForm({"version": "1", "submission": str(uuid.uuid4())})

    html = squeezed(draw("{% error_summary form %}{% form_fields form %}", form=form))

    assert 'role="alert"' in html
    assert re.findall(r'<li><a href="#(\w+)">|<li>([^<]+)</li>', html) == [
        ("", "Nothing fits."),
        ("id_place", ""),
        ("id_side_0", ""),
    ]
    assert html.count('id="id_place"') == html.count('id="id_side_0"') == 1
    assert html.count("Nothing fits.") == 1


def test_errors_of_a_field_are_tied_to_its_control():
    form = PlaceForm({"side": "l"})

    html = draw("{% form_fields form %}", form=form)
    described = re.findall(r'<input[^>]*name="place"[^>]*aria-describedby="([^"]+)"', html)[0]

    assert [html.count(f'id="{one}"') for one in described.split()] == [1, 1]


def test_a_form_without_errors_has_no_summary():
    assert draw("{% error_summary form %}", form=PlaceForm()).strip() == ""


def test_errors_of_hidden_fields_are_said_without_a_link():
    form = PlaceForm({"place": "Stage", "side": "l"})

    assert [row["anchor"] for row in problems(form)] == ["", "", ""]


def test_submission_token_stays_when_the_form_comes_back():
    token = str(uuid.uuid4())

    first, second = PlaceForm()["submission"].value(), PlaceForm()["submission"].value()

    assert first != second
    assert PlaceForm({"submission": token})["submission"].value() == token


def test_table_rows_have_heads_and_labels():
    table = Table("Cases", [Column("Code"), Column("Days", True)], [(Link("TK-1", "/x/"), "3")])

    html = squeezed(draw("{% data_table table %}", table=table))

    assert "<caption>Cases</caption>" in html
    assert '<th scope="row" data-label="Code"><a href="/x/">TK-1</a></th>' in html
    assert '<td data-label="Days" class="numeric"><span>3</span></td>' in html


def test_table_refuses_a_row_of_another_length():
    table = Table("Cases", [Column("Code")], [("a", "b")])

    with pytest.raises(ValueError, match="zip"):
        draw("{% data_table table %}", table=table)


def test_filter_panel_opens_when_a_filter_is_in_use():
    request = RequestFactory().get("/list/", {"state": "open"})

    html = draw("{% filter_panel form %}", form=samples.SampleFilters(request.GET), request=request)

    assert '<details class="filters" open>' in html
    assert "1 in use" in html
    assert 'href="/list/"' in html


def test_confirm_asks_in_a_panel_that_needs_no_script():
    source = (
        '{% confirm id="end" label="Close" title="Close it?" action="/end/" %}'
        "<p>Sure?</p>{% endconfirm %}"
    )

    html = squeezed(draw(source, csrf_token="token"))

    assert html.count('popovertarget="end"') == 2
    assert (
        '<form method="post" action="/end/"><input type="hidden" name="csrfmiddlewaretoken"' in html
    )
    assert "<p>Sure?</p>" in html


def test_running_job_can_be_cancelled_and_a_stopped_one_tried_again():
    running, stopped = samples.jobs()

    html = draw("{% job_progress job %}", job=running)
    again = draw("{% job_progress job %}", job=stopped)

    assert ("data-job-ended" in html, "data-job-ended" in again) == (False, True)
    assert ("Cancel" in html, "Try again" in html) == (True, False)
    assert ("Cancel" in again, "Try again" in again) == (False, True)
    assert 'aria-current="step"' in html
    assert "stopped here" in again


def test_reload_without_script_ends_with_the_job():
    running, stopped = samples.jobs()

    assert draw("{% job_refresh job %}", job=running).count("refresh") == 1
    assert draw("{% job_refresh job %}", job=stopped).strip() == ""


@pytest.mark.parametrize("number", range(5))
def test_each_large_chart_has_words_and_a_table_with_all_its_marks(number):
    drawing = samples.drawings()[number]

    html = draw("{% chart drawing %}", drawing=drawing)

    assert f'aria-labelledby="{drawing.id}t {drawing.id}d"' in html
    assert f'<title id="{drawing.id}t">{drawing.title}</title>' in html
    assert f'<desc id="{drawing.id}d">{drawing.words}</desc>' in html
    assert html.count('<th scope="row">') == len(drawing.table.rows)


def test_coordinates_never_follow_the_language():
    with translation.override("sw"):
        html = draw("{% chart drawing twin=False %}", drawing=samples.drawings()[0])

    assert re.findall(r'viewBox="0 0 400[^"]*"', html) == ['viewBox="0 0 400.0 220.0"']


def test_parts_of_a_chart_are_told_apart_without_colour():
    html = draw("{% chart drawing twin=False %}", drawing=samples.drawings()[2])

    fills = re.findall(
        r'<rect x="[^"]+" width="[^"]+" height="28" class="[^"]*" fill="([^"]+)"', html
    )

    assert len(fills) == 5
    assert sum(fill.startswith("url(#") for fill in fills) == 4


def test_kpi_without_a_value_says_so_once():
    html = draw('{% kpi_card "People" value=None status="no_data" %}')

    assert html.count("No data") == 1


def test_block_tags_must_be_closed():
    with pytest.raises(TemplateSyntaxError):
        draw("{% inset %}open")


def test_bullet_tag_draws_what_the_function_computes():
    bar = charts.bullet_bar(label="A", value=60, target=120)

    html = draw('{% bullet_bar "A" value=60 target=120 %}')

    assert f'width="{bar.value_at}"' in html
    assert f'<desc id="{bar.id}d">Now 60, target 120</desc>' in html
