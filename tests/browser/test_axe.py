from tests.browser.axe import violations

FAULTY = "<!doctype html><html><body><main><h1>x</h1><img src='data:,'><input></main>"


def test_axe_finds_planted_faults(page):
    page.set_content(FAULTY)

    found = {line.partition(":")[0] for line in violations(page)}

    assert found == {"document-title", "html-has-lang", "image-alt", "label"}
