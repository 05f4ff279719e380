/**
 * What the tours have in common. Nothing here reads a label: a tour passes in any
 * language and does not break when a word on the screen gets better.
 */

/** Click a button of a model, wherever it stands: card, list, form, dialog. */
export function press(name, within = "") {
    return [{ trigger: `${within} button[name=${name}]:enabled`, run: "click" }];
}

/** Choose a record by the beginning of its name. */
export function choose(field, name) {
    return [
        { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${name}` },
        {
            trigger: `.o-autocomplete--dropdown-item a:contains(${name})`,
            run: "click",
        },
    ];
}

/** Save the form, and wait until it is saved. */
export function save() {
    return [
        { trigger: ".o_form_button_save:enabled", run: "click" },
        { trigger: ".o_form_saved" },
    ];
}

/** Begin a new record from a board. */
export function begin() {
    return [
        { trigger: ".o_kanban_renderer" },
        { trigger: ".o-kanban-button-new", run: "click" },
        { trigger: ".o_form_editable" },
    ];
}

/** The record in the form is in this state. */
export function stands(state) {
    return [{ trigger: `.o_arrow_button_current[data-value=${state}]` }];
}

/** Search the board for a word. */
export function search(word) {
    return [
        { trigger: ".o_searchview_input", run: `edit ${word}` },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: `.o_searchview_facet:contains(${word})` },
    ];
}

/** Open an entry of the application's menu, by the names of its XML ids. */
export function menu(...names) {
    return names.map((name) => ({
        trigger: `[data-menu-xmlid='school_mentorship.${name}']`,
        run: "click",
    }));
}

/** So many elements, neither more nor less. */
export function count(selector, number) {
    return [
        {
            trigger: "body",
            async run({ queryAll, waitUntil }) {
                await waitUntil(() => queryAll(selector).length === number, {
                    timeout: 9000,
                    message: `${number} × ${selector}`,
                });
            },
        },
    ];
}

/** From here on the clicks of the user and the fields he fills in are counted. */
export function countClicks() {
    return [
        {
            trigger: "body",
            run() {
                const seen = { clicks: 0, fields: new Set(), windows: 0 };
                window.mentorshipSeen = seen;
                document.addEventListener("click", () => seen.clicks++, true);
                const filled = (event) => {
                    const field = event.target.closest(".o_field_widget[name]");
                    field && seen.fields.add(field.getAttribute("name"));
                };
                document.addEventListener("input", filled, true);
                document.addEventListener("change", filled, true);
            },
        },
    ];
}

/** No more clicks, and fields where it matters, since `countClicks`. */
export function atMost(clicks, fields = 1000) {
    return [
        {
            trigger: "body",
            run() {
                const seen = window.mentorshipSeen;
                const names = [...seen.fields].join(", ");
                console.log(`clicks: ${seen.clicks}, fields: ${names}`);
                if (seen.clicks > clicks || seen.fields.size > fields) {
                    throw new Error(`${seen.clicks} clicks; fields: ${names}`);
                }
            },
        },
    ];
}
