import type { SiteView } from '../../booking/booking.ts';
import type { Choice } from '../conversation.ts';
import type { Question } from '../form/form.ts';
import { plain, readPlace } from '../input.ts';
import type { Turn } from '../turn.ts';

/** Regencies offered at once; the commonest name of a district is borne by six. */
const REGENCIES_AT_ONCE = 6;
const REGENCY = 'regency.';

/**
 * The question in which regency a district lies, when what was typed is the name of several: "Sukasari". Undefined when
 * it is clear, when it was a pin on the map, or when a place offered bears the name itself.
 */
export function askRegency(
  { words, services }: Turn,
  where: string | undefined,
  sites: readonly SiteView[],
  elsewhere: Choice,
): Question | undefined {
  if (where === undefined || readPlace(where) !== undefined) return undefined;
  const typed = plain(where);
  if (typed === '' || sites.some((site) => plain(site.name).includes(typed))) return undefined;
  const place = services.regions.locate(where, REGENCIES_AT_ONCE);
  if (place.kind !== 'which_regency') return undefined;
  const choices = place.regencies.map(({ code, name }) => ({ id: `${REGENCY}${code}`, title: name }));
  return { text: words.text('site.which', { region: place.name.slice(0, 40) }), choices: [...choices, elsewhere] };
}

/** The name of the regency that was chosen, as somebody would type it; undefined for another choice. */
export function chosenRegency(choice: string, { services }: Turn): string | undefined {
  return choice.startsWith(REGENCY) ? services.regions.nameOf(choice.slice(REGENCY.length)) : undefined;
}
