import { press, stands } from "./steps";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

const tours = registry.category("web_tour.tours");

/** The steps, if people do no more than so many clicks and entries. */
function within(limit, steps) {
    const done = steps.filter((step) => step.run).length;
    if (done > limit) {
        throw new Error(`${done} clicks and entries, no more than ${limit} wanted`);
    }
    return steps;
}

const field = (name, within = "") => `.modal ${within} .o_field_widget[name=${name}]`;
const step = (name) => [
    { trigger: `.modal .o_arrow_button_current[data-value=${name}]` },
];
const type = (name, text, tag = "input", row = "") => [
    { trigger: `${field(name, row)} ${tag}`, run: `edit ${text}` },
];
const row = (mentor, mentee) => [
    { trigger: ".modal .o_field_x2many_list_row_add a", run: "click" },
    ...type("mentor_name", mentor, "input", ".o_selected_row"),
    ...type("mentor_title", "учитель", "input", ".o_selected_row"),
    ...type("mentee_name", mentee, "input", ".o_selected_row"),
    ...type("mentee_title", "учитель", "input", ".o_selected_row"),
];

// From an empty database to the registered order: a school of two pairs.
tours.add("school_mentorship_start", {
    steps: () =>
        within(40, [
            ...step("school"),
            ...type("place", "с. Верхнее"),
            { trigger: `${field("minimal_mode")} input`, run: "click" },
            ...press("action_next", ".modal footer"),
            ...step("people"),
            ...type("director_name", "Лопатин Игорь Ильич"),
            ...type("curator_name", "Черных Вера Олеговна"),
            ...press("action_next", ".modal footer"),
            ...step("roadmap"),
            ...press("action_next", ".modal footer"),
            ...step("pairs"),
            ...row("Лопатин Игорь Ильич", "Белых Анна Петровна"),
            ...row("Черных Вера Олеговна", "Глухих Олег Юрьевич"),
            ...press("action_next", ".modal footer"),
            ...step("consents"),
            ...press("action_print_consents", ".modal"),
            ...press("action_all_signed", ".modal"),
            ...step("order"),
            ...press("action_prepare_order", ".modal"),
            { trigger: ".o_field_widget[name=pair_ids] .o_data_row:contains(Лопатин)" },
            ...stands("draft"),
            ...press("action_to_sign"),
            ...stands("signing"),
            ...press("action_register"),
            { trigger: `${field("number")} input`, run: "edit 1-ОД" },
            ...press("action_register", ".modal footer"),
            ...stands("registered"),
        ]),
});

// Closed in the middle, the window opens where the school has got to.
tours.add("school_mentorship_start_again", {
    steps: () => [
        ...step("people"),
        ...type("director_name", "Лопатин Игорь Ильич"),
        ...type("curator_name", "Лопатин Игорь Ильич"),
        ...press("action_next", ".modal footer"),
        ...step("roadmap"),
        { trigger: ".modal footer button[special=cancel], .modal footer .btn:last-child", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

// A pair suspended with its reason, and back at work.
tours.add("school_mentorship_pause", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Петрова)", run: "click" },
        ...stands("active"),
        ...press("action_pause", ".o_form_statusbar"),
        { trigger: ".modal .o_field_widget[name=kind] input[data-value=study]", run: "click" },
        ...press("action_pause", ".modal footer"),
        ...stands("suspended"),
        ...press("action_back", ".o_form_statusbar"),
        ...press("action_resume", ".modal footer"),
        ...stands("active"),
    ],
});

// An order of before: entered from its window, and its number corrected.
tours.add("school_mentorship_adopt", {
    steps: () =>
        within(15, [
            { trigger: ".o_list_renderer thead .o_list_record_selector input", run: "click" },
            { trigger: ".o_cp_action_menus .dropdown-toggle .fa-cog", run: "click" },
            {
                trigger: ".o-dropdown--menu .o_menu_item:contains(Приказ издан ранее)",
                run: "click",
            },
            ...type("number", "152-ОД"),
            ...type("date", "15.09.2025"),
            ...press("action_adopt", ".modal footer"),
            ...stands("registered"),
            ...press("action_correct", ".o_form_statusbar"),
            ...type("number", "125-ОД"),
            ...type("reason", "опечатка"),
            ...press("action_correct", ".modal footer"),
            { trigger: "body:not(:has(.modal))" },
            { trigger: ".o_field_widget[name=number]:contains(125-ОД)" },
        ]),
});

// The staff list of the school: chosen, looked at, brought in.
tours.add("school_mentorship_staff_list", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=data]",
            async run({ queryFirst }) {
                const [file] = await rpc("/web/dataset/call_kw", {
                    model: "ir.attachment",
                    method: "search",
                    args: [[["name", "=", "Кадры.xlsx"]]],
                    kwargs: {},
                });
                const content = await (await fetch(`/web/content/${file}`)).blob();
                const transfer = new DataTransfer();
                transfer.items.add(new File([content], "Кадры.xlsx"));
                const input = queryFirst(
                    ".o_field_widget[name=data] input[type=file]:not(:visible)"
                );
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: ".o_field_widget[name=data] input:value(Кадры.xlsx)" },
        ...press("action_preview", ".o_form_statusbar"),
        ...stands("preview"),
        { trigger: ".o_data_row:contains(Белова Елена Николаевна)" },
        ...press("action_apply", ".o_form_statusbar"),
        ...stands("done"),
        ...press("action_open_participants", ".o_form_statusbar"),
        { trigger: ".o_data_row:contains(Белова Елена Николаевна)" },
    ],
});
