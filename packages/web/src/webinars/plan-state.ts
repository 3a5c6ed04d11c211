/** The state of the form of a webinar, which its parts share. */
import type { UseFormReturnType } from "@mantine/form";
import type { Plan } from "./plan.ts";

export type PlanState = UseFormReturnType<Plan>;
