import type { Names } from '../meta/contacts.ts';
import { digitsOf, idOf, part, parts, type Raw, text } from './reading.ts';

/** Whose message it is: `undefined` when Meta names nobody, as it never should. */
export function sendersNames(message: Raw, profile: Raw | undefined): Names | undefined {
  const phone = digitsOf(message, 'from') ?? (profile && digitsOf(profile, 'wa_id'));
  const user = idOf(message, 'from_user_id') ?? (profile && idOf(profile, 'user_id'));
  const parent = idOf(message, 'from_parent_user_id') ?? (profile && idOf(profile, 'parent_user_id'));
  return phone === undefined && user === undefined ? undefined : { phone, user, parent };
}

/** `contacts[]` is not in the order of `messages[]` (§1.5): joined by what both name. */
export function profileOf(value: Raw, message: Raw): Raw | undefined {
  const { from, from_user_id: user } = message;
  return parts(value, 'contacts').find(
    (one) => (user !== undefined && one['user_id'] === user) || (from !== undefined && one['wa_id'] === from),
  );
}

export const displayName = (profile: Raw | undefined): string =>
  (profile && text(part(profile, 'profile'), 'name', 128)) ?? '';

/** A person's names in the objects of `user_preferences` and `user_id_update`. */
export function namesIn(raw: Raw): Names {
  return { phone: digitsOf(raw, 'wa_id'), user: idOf(raw, 'user_id'), parent: idOf(raw, 'parent_user_id') };
}

/** One person goes on under other names. */
export interface Move {
  readonly from: Names;
  readonly to: Names;
}

/**
 * What a `system` message says about names (§1.6): a changed number, a changed user id, or, in the older form, another
 * device behind the same number, which may be another person; `undefined` when it says nothing of that kind.
 */
export function moveIn(message: Raw): Move | undefined {
  const system = part(message, 'system');
  const from = {
    phone: digitsOf(message, 'from'),
    user: idOf(system, 'previous_user_id') ?? idOf(message, 'from_user_id'),
    parent: idOf(system, 'previous_parent_user_id'),
  };
  const user = idOf(system, 'user_id');
  const parent = idOf(system, 'parent_user_id');
  switch (system['type']) {
    case 'user_changed_number':
    case 'customer_changed_number': {
      const phone = digitsOf(system, 'wa_id') ?? digitsOf(system, 'new_wa_id');
      return phone === undefined && user === undefined ? undefined : { from, to: { phone, user, parent } };
    }
    case 'user_changed_user_id':
      // The number is the same: only who stands behind it got another id.
      return user === undefined ? undefined : { from, to: { phone: from.phone, user, parent } };
    case 'customer_identity_changed':
      // With a user id nobody is in doubt; a number alone may have a new owner.
      return from.user === undefined ? { from, to: {} } : undefined;
    default:
      return undefined;
  }
}

/** One line of the field `user_id_update`. */
export function moveInUpdate(update: Raw): Move | undefined {
  const user = part(update, 'user_id');
  const parent = part(update, 'parent_user_id');
  const phone = digitsOf(update, 'wa_id');
  const current = idOf(user, 'current');
  if (current === undefined) return undefined;
  return {
    from: { user: idOf(user, 'previous'), parent: idOf(parent, 'previous'), phone },
    to: { user: current, parent: idOf(parent, 'current'), phone },
  };
}
