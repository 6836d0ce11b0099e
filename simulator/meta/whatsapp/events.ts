import type { Quality, Sender, Sim, Template } from '../sim.ts';

/** A webhook that is not about messages. */
export function tell(sim: Sim, field: string, value: object): void {
  sim.webhooks.send({
    channel: 'whatsapp',
    entry: sim.whatsapp.businessAccountId,
    place: 'changes',
    item: { field, value },
  });
}

const named = (template: Template): object => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
});

/** Sets a template's status and says so. `title` is Meta's word for the kind of pause. */
export function setStatus(sim: Sim, template: Template, status: Template['status'], title?: string): void {
  template.status = status;
  // A page's template: how its webhook looks is written nowhere for sure, so a bot has to ask.
  if (template.account !== sim.whatsapp.businessAccountId) return;
  const reason = status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE';
  tell(sim, 'message_template_status_update', {
    ...{ event: status, ...named(template), reason, message_template_category: template.category },
    ...(title === undefined ? {} : { other_info: { title, description: 'Because of its quality.' } }),
    ...(status === 'DISABLED' ? { disable_info: { disable_date: String(Math.floor(sim.clock() / 1000)) } } : {}),
  });
}

export function setTemplateQuality(sim: Sim, template: Template, quality: Quality): void {
  if (template.quality === quality) return;
  const previous = template.quality;
  template.quality = quality;
  if (template.account !== sim.whatsapp.businessAccountId) return;
  tell(sim, 'message_template_quality_update', {
    previous_quality_score: previous,
    new_quality_score: quality,
    ...named(template),
  });
}

export function setCategory(sim: Sim, template: Template, category: Template['category']): void {
  const previous = template.category;
  template.category = category;
  if (template.account !== sim.whatsapp.businessAccountId) return;
  tell(sim, 'template_category_update', { ...named(template), previous_category: previous, new_category: category });
}

const TIERS: readonly (readonly [number, string])[] = [
  [250, 'TIER_250'],
  [2_000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
];
export const tierName = (tier: number): string => TIERS.find(([most]) => tier <= most)?.[1] ?? 'TIER_UNLIMITED';

/** The number's quality, told with the tier, as Meta does. */
export function setSenderQuality(sim: Sim, sender: Sender, quality: Quality): void {
  if (sender.quality === quality) return;
  sender.quality = quality;
  tell(sim, 'phone_number_quality_update', {
    display_phone_number: sender.number,
    event: quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED',
    current_limit: tierName(sim.settings.tier),
    max_daily_conversations_per_business: tierName(sim.settings.tier),
  });
}

export function setTier(sim: Sim, tier: number): void {
  sim.settings.tier = tier;
  const name = tierName(tier);
  tell(sim, 'business_capability_update', {
    max_daily_conversations_per_business: name,
    max_phone_numbers_per_business: 25,
  });
}

/** 80 or 1,000 messages a second. */
export function setThroughput(sim: Sim, sender: Sender, throughput: number): void {
  sim.settings.throughput = throughput;
  tell(sim, 'phone_number_quality_update', {
    display_phone_number: sender.number,
    event: 'THROUGHPUT_UPGRADE',
    max_daily_conversations_per_business: tierName(sim.settings.tier),
  });
}
