import { type Diagnostic, err, ok, type Result } from '@skep/base';
import type { LinkDocument } from './document.ts';
import { DOCUMENT_VERSIONS, documentFromJson, documentToJson } from './document-form.ts';
import { seal, unseal } from './envelope.ts';
import { problem } from './problem.ts';

/**
 * Longest fragment that is worth handing out, in characters. Browsers take far more; chats, mail and issue trackers begin
 * to cut or refuse around here.
 */
export const MAX_LINK_LENGTH = 48 * 1024;

/** A fragment for the page's address, `#v1/…`. Whether it is short enough to be shared, `fitsInLink` tells. */
export async function encodeLink(document: LinkDocument): Promise<string> {
  return `#v${DOCUMENT_VERSIONS.current}/${await seal(JSON.stringify(documentToJson(document)))}`;
}

/** Leave an inline capture out (or cut it down) and encode again when this says no. */
export const fitsInLink = (fragment: string): boolean => fragment.length <= MAX_LINK_LENGTH;

const FORM = /^#?v(\d{1,6})\/(.*)$/;

/**
 * Whether a fragment claims to be one of Skep's, of whatever version: an address may well end in something else, and
 * that is nothing to complain about.
 */
export const looksLikeLink = (fragment: string): boolean => FORM.test(tidied(fragment));

/** Undoes what mail and chat programs do to links: line breaks, escapes, punctuation that follows. */
const tidied = (fragment: string): string =>
  fragment
    .replace(/\s+/g, '')
    .replace(/^#?v\d+%2f/i, (head) => head.slice(0, -3) + '/')
    .replace(/[^\w-]{1,8}$/, (tail) => (tail.includes('/') ? tail : ''));

/** Reads a link of this version or any earlier one, with or without its `#`. Never throws, whatever it is given. */
export async function decodeLink(fragment: string): Promise<Result<LinkDocument, Diagnostic>> {
  const [, version, payload] = FORM.exec(tidied(fragment)) ?? [];
  if (version === undefined || payload === undefined) {
    return err(problem('link/not-a-link', 'This address holds no Skep link: one begins with "#v1/".'));
  }
  const { current } = DOCUMENT_VERSIONS;
  if (Number(version) > current) {
    const message = `This link was made by a newer Skep (version ${Number(version)}); this one reads up to ${current}.`;
    return err(problem('link/newer-version', message));
  }
  const opened = await unseal(payload);
  if (!opened.ok) return opened;
  const document = documentFromJson(opened.value, Number(version));
  if (document.ok) return ok(document.value);
  return err(problem('link/bad-field', `This link is whole, but what it says cannot be used: ${document.error}.`));
}
