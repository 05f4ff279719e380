import { atMost, choose, count, countClicks, menu, press, stands } from "./steps";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

const tours = registry.category("web_tour.tours");

// «Пришёл новый педагог»: one window, three fields.
tours.add("school_mentorship_newcomer", {
    steps: () => [
        { trigger: ".o_kanban_renderer" },
        ...countClicks(),
        ...menu("mentorship_pair_menu_root", "mentorship_assign_menu"),
        ...choose("employee_id", "Смирнова"),
        {
            trigger: ".modal .o_field_widget[name=position] input:value(физики)",
        },
        ...choose("category_ids", "Молодой"),
        { trigger: ".modal .o_field_widget[name=category_ids] .o_tag" },
        ...choose("mentor_id", "Петрова"),
        ...press("action_assign", ".modal footer"),
        { trigger: "body:not(:has(.modal))" },
        ...atMost(9, 3),
        ...menu("mentorship_pair_menu_root", "mentorship_pair_menu"),
        { trigger: ".o_kanban_record:contains(Петрова)" },
    ],
});

// Eight pairs, from the bank to the registered order: sixty clicks at the most.
const assigned = (name) => [
    ...press("action_assign_mentor", `.o_kanban_record:contains(${name})`),
    // those with free places come first: the first one is free
    { trigger: ".modal .o_field_widget[name=mentor_id] input", run: "click" },
    {
        trigger:
            ".modal .o_field_widget[name=mentor_id] .o-autocomplete--dropdown-item:eq(0) a:contains(Наставников)",
        run: "click",
    },
    ...press("action_assign", ".modal footer"),
    { trigger: "body:not(:has(.modal))" },
    ...count(`.o_kanban_record:contains(${name}) button[name=action_assign_mentor]`, 0),
];
const letters = ["А", "Б", "В", "Г", "Д", "Е", "Ж", "З"];
tours.add("school_mentorship_eight_pairs", {
    steps: () => [
        { trigger: ".o_kanban_renderer" },
        ...countClicks(),
        ...letters.flatMap((letter) => assigned(`Новичков${letter}`)),
        ...menu("mentorship_pair_menu_root", "mentorship_pair_menu"),
        { trigger: ".o_switch_view.o_list", run: "click" },
        { trigger: ".o_list_renderer" },
        ...count(".o_data_row", 8),
        { trigger: "thead .o_list_record_selector input", run: "click" },
        ...press("action_mark_signed", ".o_control_panel"),
        ...count(".modal .o_data_row", 32),
        ...press("action_mark", ".modal footer"),
        { trigger: "body:not(:has(.modal))" },
        ...menu("mentorship_paper_menu", "mentorship_order_menu"),
        { trigger: ".o_data_row [name=heading]", run: "click" },
        ...stands("draft"),
        ...press("action_to_sign"),
        ...stands("signing"),
        ...press("action_register"),
        { trigger: ".modal .o_field_widget[name=number] input", run: "edit 125-ОД" },
        ...press("action_register", ".modal footer"),
        ...stands("registered"),
        ...atMost(60),
    ],
});

// Marked by mistake, and taken back with one button.
tours.add("school_mentorship_undo", {
    steps: () => [
        { trigger: ".o_list_renderer" },
        ...count(".o_data_row", 2),
        { trigger: "thead .o_list_record_selector input", run: "click" },
        ...press("action_mark_signed", ".o_control_panel"),
        ...count(".modal .o_data_row", 2),
        { trigger: ".modal .o_data_row:eq(0) [name=selected] input", run: "click" },
        ...press("action_mark", ".modal footer"),
        { trigger: "body:not(:has(.modal))" },
        ...menu("mentorship_paper_menu", "mentorship_mark_menu"),
        ...count(".o_data_row", 1),
        ...press("action_undo", ".o_data_row"),
        { trigger: ".modal footer .btn-primary", run: "click" },
        ...count(".o_data_row button[name=action_undo]", 0),
    ],
});

// Scans dropped onto the list: each finds its consent.
tours.add("school_mentorship_scans", {
    steps: () => [
        { trigger: ".o_list_renderer" },
        ...count(".o_data_row", 2),
        {
            trigger: ".o_list_renderer",
            async run({ waitFor }) {
                const papers = await rpc("/web/dataset/call_kw", {
                    model: "mentorship.consent",
                    method: "search",
                    args: [[["state", "=", "printed"]]],
                    kwargs: {},
                });
                const transfer = new DataTransfer();
                for (const id of papers) {
                    const path = `/web/content/mentorship.consent/${id}/frozen_pdf`;
                    const content = await (await fetch(path)).blob();
                    transfer.items.add(
                        new File([content], `${id}.pdf`, { type: "application/pdf" })
                    );
                }
                const target = document.querySelector(".o_list_renderer");
                const event = (name, element) =>
                    element.dispatchEvent(
                        new DragEvent(name, { bubbles: true, dataTransfer: transfer })
                    );
                event("dragenter", target);
                event("drop", await waitFor(".o-Dropzone"));
            },
        },
        ...count(".modal .o_data_row [name=found] .text-bg-success", 2),
        ...press("action_apply", ".modal footer"),
        { trigger: "body:not(:has(.modal))" },
    ],
});
