/** What Meta tells an operator, and a campaign, about templates, numbers and accounts (§1.8). Codes and names of ours only. */
export type ManagementEvent = { readonly channel: 'whatsapp' | 'messenger'; readonly at: number } & (
  | {
      readonly kind: 'template_status';
      /** A page's id, for templates of its own. */
      readonly account?: string | undefined;
      readonly name: string;
      readonly language: string;
      /** APPROVED, REJECTED, PAUSED, DISABLED, FLAGGED, ... */
      readonly event: string;
      readonly reason?: string | undefined;
    }
  | { readonly kind: 'template_quality'; readonly name: string; readonly language: string; readonly quality: string }
  | {
      readonly kind: 'template_category';
      readonly name: string;
      readonly language: string;
      readonly category: string;
      /** When it becomes true, ms; absent: it has. */
      readonly from?: number | undefined;
    }
  /** `number`: our own, as it is displayed. `limit`: TIER_250 ... UNLIMITED. */
  | {
      readonly kind: 'number_quality';
      readonly number: string;
      readonly event: string;
      readonly limit?: string | undefined;
    }
  | { readonly kind: 'number_name'; readonly number: string; readonly event: string }
  /** People whom the business may write to first in 24 hours. */
  | { readonly kind: 'capability'; readonly account: string; readonly limit: string }
  | {
      readonly kind: 'account';
      readonly account: string;
      readonly event: string;
      readonly restrictions: readonly { readonly type: string; readonly until?: number | undefined }[];
    }
  | { readonly kind: 'review'; readonly account: string; readonly event: string }
  | { readonly kind: 'alert'; readonly account: string; readonly event: string; readonly severity: string }
  | { readonly kind: 'security'; readonly number: string; readonly event: string }
  /** A citizen wants no marketing messages, or wants them again. `contact`: the contact's id. */
  | { readonly kind: 'preference'; readonly contact: string; readonly event: 'stop' | 'resume' }
);

/**
 * Keeps what Meta told last about each thing and passes it on to whoever listens. Resolves when it is on disk; rejects
 * with the store's error, and then the delivery comes again.
 */
export type TakeManagement = (event: ManagementEvent) => Promise<void>;
