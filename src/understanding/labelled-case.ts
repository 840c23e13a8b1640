/** What a person decided about a real text, without personal data; a row of the table `labelled_case` has this shape. */
export type LabelledCase = {
  text: string;
  kind: string;
  /** The first routes. */
  categories: readonly string[];
  department: string;
};
