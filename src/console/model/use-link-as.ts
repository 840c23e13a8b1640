import { useSnapshot } from './use-model.ts';

/**
 * Links of a phone to pages of the service: opened as whoever holds the phone, so that no login page asks who is there.
 * Other addresses, and all of them without a service behind, stay as they are.
 *
 * @param visitor member's userId or owner's personId
 */
export function useLinkAs(visitor: string): (href: string) => string {
  const siteUrl = useSnapshot().state?.siteUrl;
  return (href) => linkAs(href, visitor, siteUrl);
}

export function linkAs(href: string, visitor: string, siteUrl: string | undefined): string {
  if (siteUrl === undefined) return href;
  const path = href.startsWith(`${siteUrl}/`) ? href.slice(siteUrl.length) : href;
  if (!/^\/(?![/\\])/.test(path)) return href;
  return `${siteUrl}/sandbox/open?${new URLSearchParams({ as: visitor, to: path }).toString()}`;
}
