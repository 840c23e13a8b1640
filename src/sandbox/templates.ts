/** Message templates of the sample service account; the keys are the ones that reminders use. */
export const sampleTemplates: readonly { templateKey: string; templateId: string; title: string; content: string }[] =
  [];

export const sampleTemplateIds: Record<string, string> = Object.fromEntries(
  sampleTemplates.map(({ templateKey, templateId }) => [templateKey, templateId]),
);
