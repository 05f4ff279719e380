import { count, press, save, stands } from "./steps";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const line = (field, number, name) =>
    `.o_field_widget[name=${field}] .o_data_row:eq(${number}) [name=${name}]`;
const add = (field) => ({
    trigger: `.o_field_widget[name=${field}] .o_field_x2many_list_row_add a`,
    run: "click",
});
const page = (name) => ({
    trigger: `.o_notebook .nav-link[name=${name}]`,
    run: "click",
});
const who = (field, name) => [
    { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${name}` },
    {
        trigger: `.o-autocomplete--dropdown-item a:contains(${name})`,
        run: "click",
    },
];

// A round table: invited with one click, held, its minutes printed, a task made.
tours.add("school_mentorship_event", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "edit Лучшие практики года",
        },
        ...save(),
        ...press("action_invite_all"),
        ...count(".o_field_widget[name=attendee_ids] .o_data_row", 2),
        ...press("action_all_attended"),
        { trigger: `${line("attendee_ids", 1, "attended")} input:checked` },
        page("minutes"),
        ...who("chair_id", "Соколов"),
        ...who("secretary_id", "Козлов"),
        add("item_ids"),
        {
            trigger: ".o_field_widget[name=item_ids] .o_selected_row [name=text] textarea",
            run: "edit О работе наставников",
        },
        ...save(),
        ...press("action_held"),
        ...stands("held"),
        page("minutes"),
        ...press("action_minutes"),
        { trigger: "button[name=action_minutes_draft]" },
        { trigger: ".o_field_widget[name=item_ids] .o_data_row:contains(О работе)" },
    ],
});
