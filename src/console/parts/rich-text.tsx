import { Fragment } from 'react';
import { useLinkAs } from '../model/use-link-as.ts';
import { segmentsOf } from '../rich-text.ts';

/** A message's text with its links; line breaks are kept by the style sheet. @param visitor who opens the links */
export function RichText({ text, visitor }: { text: string; visitor: string }) {
  const linkAs = useLinkAs(visitor);
  return segmentsOf(text).map((segment, index) =>
    segment.href === undefined ? (
      <Fragment key={index}>{keepNumbersWhole(segment.text)}</Fragment>
    ) : (
      <a key={index} href={linkAs(segment.href)} target="_blank" rel="noopener noreferrer">
        {segment.text}
      </a>
    ),
  );
}

/** A browser breaks lines after a hyphen; a ticket's number is easier to read in one piece. */
function keepNumbersWhole(text: string) {
  return text.split(/([A-Z]{2,4}-\d{8}-\d{3,6})/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="nowrap">
        {part}
      </span>
    ),
  );
}
