import type { ComponentType } from "react";
import { InterviewsTab } from "@/features/interviews/InterviewsTab";
import { MailingsTab } from "@/features/mailings/MailingsTab";
import { TasksTab } from "@/features/tasks/TasksTab";

/** Contents of an event's tabs that other features make, by tab. */
export const MADE_ELSEWHERE: Readonly<Record<string, ComponentType<{ readonly campaignId: number }>>> = {
  interviews: InterviewsTab,
  mailings: MailingsTab,
  tasks: ({ campaignId }) => <TasksTab entity="campaign" recordId={campaignId} />,
};
