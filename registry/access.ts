/*
 * Who may see a person in a chat. Knowing a NIK opens nothing, and neither do a name and a birth date: what opens is the
 * registered phone (proven by the channel), or a code sent to it. Where no phone is registered, the first contact whose
 * data agree is the registered contact, and everybody after it is a stranger.
 *
 * Every answer to a stranger is the same, after the same reads and writes: whether there is such a person is known only
 * to `deliver`, which runs later and tells the owner.
 */
import type { Tried } from '../privacy/codes.ts';
import type { Field } from './listed.ts';
import type { Relation } from './registry.ts';

export interface Claim {
  readonly person: string;
  readonly nik: string;
  readonly name: string;
  readonly birthDate: string;
  readonly contact: string;
  readonly channel?: string;
  readonly relation: Relation;
  /** The registry said that the data agree. */
  readonly agrees: boolean;
  /** E.164, proven by the channel on which this was said; never what somebody typed. */
  readonly phone?: string | undefined;
  /** The address in the network, where the channel knows one. */
  readonly network?: string | undefined;
  /** Idempotency key of the turn. */
  readonly key: string;
}

/**
 * `differs`: for somebody who may see the person, the fields that the list has otherwise. `proved`: the birth date is the
 * one that this chat is asked for; a chat may be open and in somebody else's hand.
 */
export type Claimed =
  | { readonly kind: 'open'; readonly differs: readonly Field[]; readonly proved: boolean }
  | { readonly kind: 'closed' }
  /** Too many persons were asked about: from this contact today, or from where it is, or from everywhere. */
  | { readonly kind: 'wait' };

export interface CodeAsk {
  readonly nik: string;
  readonly birthDate: string;
  readonly contact: string;
  readonly lang: 'id' | 'en';
  /** A new code although the last one may still be typed. */
  readonly again: boolean;
  readonly network?: string | undefined;
  readonly key: string;
}

export interface CodeTry extends Pick<CodeAsk, 'nik' | 'birthDate' | 'contact' | 'key'> {
  readonly channel?: string;
  readonly typed: string;
  readonly relation: Relation;
}

/** Somebody whom the list names with a phone. For the holder of that phone only, and masked until the birth date agrees. */
export interface Invited {
  readonly person: string;
  readonly nik: string;
  readonly name: string;
  /** ISO date: compared with what is typed, and never said. */
  readonly birthDate: string;
}

/** A person goes along to another chat of the citizen. */
export interface Move {
  readonly person: string;
  /** Contact id of the chat that gave the code. */
  readonly from: string;
  /** Where the code was brought. */
  readonly contact: string;
  readonly channel?: string;
  /** As it was typed there. */
  readonly birthDate: string;
  readonly key: string;
}

/** A chat: contact id, and its channel where that was written down. */
export interface Place {
  readonly contact: string;
  readonly channel?: string;
}

/** Throws `StoreError`s only; every call may be repeated with its key. `now` in ms. */
export interface Access {
  /** Whether a contact may see a person. */
  opens(person: string, contact: string): Promise<boolean>;
  /** Whether it may, and proved the registered phone, by itself or with a code. */
  proven(person: string, contact: string): Promise<boolean>;
  /**
   * Other chats of the citizen who registered a person in this one: each has proved itself for the person, and that it is
   * the same citizen's (`sameCitizen`). None when this chat may not see the person.
   */
  elsewhere(person: string, contact: string): Promise<readonly Place[]>;
  /** Whom the list names with a phone that the channel has proven; at most ten. */
  invited(phone: string): Promise<readonly Invited[]>;
  /** What follows a registration: the contact may see the person, or hears what every stranger hears. */
  claim(claim: Claim, now: number): Promise<Claimed>;
  /**
   * Sends a code to the registered contact, if NIK and birth date agree. The answer does not say whether they did.
   * `waiting`: the one that this contact asked for before may still be typed, and no other is sent.
   */
  ask(ask: CodeAsk, now: number): Promise<'asked' | 'waiting' | 'spent'>;
  /** Weighs a code; the right one makes the contact one that may see the person. */
  prove(attempt: CodeTry, now: number): Promise<Tried>;
  /** Weighs a birth date before a chat that was quiet shows anything of a person whom it may see. */
  birth(person: string, contact: string, birthDate: string, key: string, now: number): Promise<Tried>;
  /** Opens a person in the chat that brought the code of one which may see them, if the birth date agrees. */
  carry(move: Move, now: number): Promise<Tried>;
  /**
   * The desk has seen the card: opens the person in this chat, which asks for the birth date all the same. `false`: nobody
   * knows a birth date to ask for. Whoever else may see the person is told.
   */
  admit(person: string, to: Place, key: string, now: number): Promise<boolean>;
  /** Takes back what this chat handed over; answers from how many chats. */
  recall(person: string, contact: string, key: string, now: number): Promise<number>;
  /** The contact lets go of the person. */
  leave(person: string, contact: string, now: number): Promise<void>;
  /** The person is unknown after all: whoever was only the first to name them lets go, here and where they went on. */
  disown(person: string, contact: string, now: number): Promise<void>;
}
