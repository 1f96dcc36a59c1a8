# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan as Markdown: what a reviewer needs, within the limit, and text stays text whatever it is."""

from __future__ import annotations

import html.parser

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.filter.plan_markdown import plan_markdown

HOSTILE = [
    "@ada and @team/leads",
    "#12 !34",
    "/close",
    "</code></summary></details><script>alert(1)</script>",
    "`` ` ```` ~~~",
    "[link](javascript:alert(1)) ![i](http://example.com/x.png) <http://example.com>",
    "**bold** | a | b |",
    "a\n\n# heading\n- [ ] task",
    "\u202e\x1b[31m\u2066 {{ 1 + 1 }}",
    "<!-- comment",
    "&lt;b&gt;",
]


def entry(action="change", name="CPU", before=None, after=None, **more):
    changed = action in ("create", "change", "delete")
    diff = {"before": before or {}, "after": after or {}, "before_header": "b", "after_header": "a"}
    return {
        "kind": "dashboard",
        "name": name,
        "uuid": None,
        "action": action,
        "changed": changed,
        **({"diff": diff} if changed else {}),
        **more,
    }


def result(*entries, **more):
    actions = [one["action"] for one in entries]
    summary = {action: actions.count(action) for action in ("create", "change", "delete", "nothing")}
    return {"changed": True, "results": list(entries), "summary": summary, **more}


class Rendered(html.parser.HTMLParser):
    """What a browser makes of the Markdown: the elements, and the text outside of code."""

    def __init__(self, markdown):
        super().__init__()
        self.tags, self.attributes, self.outside, self.inside, self._open = [], [], "", "", []
        parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True}).enable("table")
        self.feed(parser.render(markdown))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [one for one in attrs if one != ("class", "language-diff")]
        self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "code" in self._open:
            self.inside += data
        else:
            self.outside += data


def test_it_tells_what_would_be_done():
    text = plan_markdown(
        result(
            entry("create", "New", after={"description": "d", "tags": ["a", "b"]}),
            entry("change", "CPU", {"unit": "ms", "script": "a\nb\nc"}, {"unit": "s", "script": "a\nB\nc"},
                  updated_at="2026-11-23T22:00:00Z", updated_by="Ada", dangers=["deletes every log in it"]),
            entry("delete", "Old", {"description": "gone"}),
            entry("nothing", "Same"),
            unmanaged=[{"kind": "monitor", "name": "Try"}],
        ),
        title="Plan for production",
    )  # fmt: skip
    assert (
        text
        == """\
## Plan for production

**The workspace differs: 1 to create, 1 to change, 1 to delete, 1 unchanged, 1 not managed.**

<details><summary><b>create</b> dashboard <code>New</code></summary>

```diff
+description: d
+tags:
+  - a
+  - b
```

</details>

<details><summary><b>change</b> dashboard <code>CPU</code> (last changed 2026-11-23T22:00:00Z by <code>Ada</code>) \
<b>deletes every log in it</b></summary>

```diff
-unit: ms
+unit: s
 script: |
   a
-  b
+  B
   c
```

</details>

<details><summary><b>delete</b> dashboard <code>Old</code></summary>

```diff
-description: gone
```

</details>

<p><b>not managed</b> monitor <code>Try</code></p>
"""
    )


def test_no_difference_is_one_line():
    text = plan_markdown(result(entry("nothing"), entry("nothing", "B")))
    assert text == "## TrueWatch plan\n\n**No difference: 0 to create, 0 to change, 0 to delete, 2 unchanged.**\n"


def test_a_run_that_failed_tells_how_far_it_came():
    text = plan_markdown(
        result(
            entry("change", "A", status="done"),
            entry("change", "B", status="failed", msg="no such `channel`"),
            entry("create", "C", status="left"),
            entry("unknown", None, kind=None, msg="broken.yml: no mapping"),
            failed=True,
            msg="1 of 3 changes failed.",
        )
    )
    assert "**This run had 1 to create, 2 to change, 0 to delete, 0 unchanged, 1 not compared.**" in text
    assert "<p><b>It failed:</b> <code>1 of 3 changes failed.</code></p>" in text
    assert "<code>B</code> <b>failed</b> <code>no such `channel`</code></p>" in text
    assert "<code>C</code> <b>not begun</b>" in text
    assert "<b>unknown</b> file <code></code> <code>broken.yml: no mapping</code>" in text


def test_a_plan_that_could_not_be_made_is_told():
    text = plan_markdown({"failed": True, "msg": "There is no folder 'ws'."})
    assert text == "## TrueWatch plan\n\n<p><b>It failed:</b> <code>There is no folder &#x27;ws&#x27;.</code></p>\n"


@pytest.mark.parametrize("evil", HOSTILE)
def test_remote_text_stays_text(evil):
    diffs = [({"k": evil}, {"k": f"x {evil}"}), ({evil: [evil]}, {evil: {evil: None}}), (evil, f"{evil}\nx")]
    entries = [
        entry("change", evil, before, after, updated_by=evil, updated_at=evil, msg=evil, kind=evil, dangers=[evil])
        for before, after in diffs
    ]
    plan = result(*entries, unmanaged=[{"kind": "monitor", "name": evil}], failed=True, msg=evil)
    rendered = Rendered(plan_markdown(plan, title="T"))
    assert set(rendered.tags) <= {"h2", "p", "strong", "b", "code", "details", "summary", "pre"}
    assert rendered.attributes == []
    assert rendered.tags.count("details") == rendered.tags.count("pre") == 3
    for sign in ("\u202e", "\x1b", "\u2066"):
        assert sign not in rendered.inside + rendered.outside


@pytest.mark.parametrize("evil", HOSTILE[:3])
def test_nobody_is_mentioned_and_nothing_is_commanded(evil):
    """These platforms look for mentions and commands outside of code."""
    rendered = Rendered(plan_markdown(result(entry("change", evil, {"k": evil}, {"k": "x"}, updated_by=evil))))
    assert evil not in rendered.outside
    assert evil in rendered.inside


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3000), st.sampled_from("ab`<&\n")), max_size=40),
    st.integers(5000, 12000),
)
def test_it_never_exceeds_the_limit(sizes, limit):
    entries = [entry("change", sign * long, {}, {"text": sign * size}, msg=sign * long) for long, size, sign in sizes]
    text = plan_markdown(result(*entries, failed=True, msg="<" * 900), title="&" * 300, limit=limit)
    assert len(text) <= limit
    assert text.count("<details>") == text.count("</details>")


def test_what_does_not_fit_is_cut_from_the_largest_first():
    entries = [entry("change", f"n{number}", {}, {"text": "x" * 50 * number}) for number in range(1, 40)]
    text = plan_markdown(result(*entries), limit=20000)
    assert len(text) > 19000
    assert all(f"<code>n{number}</code>" in text for number in range(1, 40))
    assert all("x" * 50 * number in text for number in range(1, 20))
    assert text.count("cut here") <= 1
    assert f"<p>The differences of {39 - text.count('<details>')} objects do not fit into a comment.</p>" in text
    many = plan_markdown(result(*(entry("delete", f"n{number}") for number in range(500))), limit=5000)
    assert "more objects</p>" in many


def test_a_huge_difference_takes_no_time():
    before, after = ({"script": "\n".join(f"{side} {number}" for number in range(50_000))} for side in "ab")
    assert len(plan_markdown(result(entry("change", "big", before, after)), limit=10_000)) <= 10_000


@pytest.mark.parametrize("wrong", [None, "text", [], {}, {"objects": []}])
def test_what_is_no_result_is_refused(wrong):
    with pytest.raises(AnsibleFilterError, match="registered result"):
        plan_markdown(wrong)


@pytest.mark.parametrize("limit", [0, -1, True, "65536", 4999])
def test_a_limit_that_holds_nothing_is_refused(limit):
    with pytest.raises(AnsibleFilterError, match="from 5000 on"):
        plan_markdown(result(), limit=limit)


def test_the_largest_is_cut_where_it_is_worth_while():
    entries = [entry("change", "small", {}, {"a": 1}), entry("change", "large", {}, {"text": "line\n" * 5000})]
    text = plan_markdown(result(*entries), limit=6000)
    assert "+a: 1" in text
    assert "... cut here: the rest does not fit into a comment\n```" in text
    assert 5500 < len(text) <= 6000
