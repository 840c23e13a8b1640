/** The few interfaces to systems that we do not own. Imports nothing. */

/** A short labelled example, shown to the model because it resembles the text. Holds no personal data. */
export interface LabelledExample {
  text: string;
  kind: string;
  categories: readonly string[];
  severity: string;
}

/** What the rules and the local classifier think, without any words of the owner. */
export interface LocalGuess {
  kind: string;
  categories: readonly string[];
  severity: string;
}

/**
 * A model's opinion on one text. The adapter has checked the shape and the closed lists and put personal data back;
 * the receiver checks the lists and the evidence again, because it trusts no port.
 */
export interface ModelAnswer {
  kind: string;
  categories: readonly string[];
  severity: string;
  /** 0–1, the model's own word; weak evidence. */
  confidence: number;
  /** Literal substring of the text. */
  evidence: string;
  demand: string;
  summary: string;
  reliedOn: readonly string[];
  promptName: string;
  promptVersion: string;
  model: string;
}

/** A language model that classifies an owner's text; a helper that may be slow, down or wrong. */
export interface MessageClassifier {
  /**
   * @throws when no valid answer came in time; the message says why in English and holds no personal data
   */
  classify(
    input: { text: string; context?: string; localGuess: LocalGuess; examples: readonly LabelledExample[] },
    options: { signal: AbortSignal },
  ): Promise<ModelAnswer>;
}
