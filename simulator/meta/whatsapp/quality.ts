import type { Phone } from '../phone.ts';
import type { Quality, Sender, Sim, Template } from '../sim.ts';
import { setSenderQuality, setStatus, setTemplateQuality } from './events.ts';

const HOUR_MS = 3_600_000;
/** Sends before anything is judged, and the shares of reports from which it turns. Invented: Meta names none. */
const ENOUGH = 20;
const YELLOW = 0.05;
const RED = 0.15;
/** First and second pause; the third time the template is disabled. */
const PAUSES = [
  { title: 'FIRST_PAUSE', ms: 3 * HOUR_MS },
  { title: 'SECOND_PAUSE', ms: 6 * HOUR_MS },
] as const;

function qualityOf(reports: number, sent: number): Quality {
  if (sent < ENOUGH) return 'GREEN';
  if (reports / sent >= RED) return 'RED';
  return reports / sent >= YELLOW ? 'YELLOW' : 'GREEN';
}

/** Stops a template for three hours, then six, then for good. */
export function pause(sim: Sim, template: Template): void {
  const step = PAUSES[template.pauses];
  template.pauses += 1;
  if (!step) {
    setStatus(sim, template, 'DISABLED', 'DISABLED');
    return;
  }
  setStatus(sim, template, 'PAUSED', step.title);
  sim.timers.after(step.ms, () => {
    if (template.status !== 'PAUSED') return;
    Object.assign(template, { reports: 0, sent: 0 });
    setStatus(sim, template, 'APPROVED', 'UNPAUSE');
  });
}

/** Counts a template that was sent. Who never agreed may report it; enough reports cost the template and the number. */
export function judge(sim: Sim, sender: Sender, template: Template, phone: Phone): void {
  template.sent += 1;
  sender.judged += 1;
  if (phone.traits.optedIn || !sim.random.chance(sim.settings.reportShare)) return;
  template.reports += 1;
  sender.reports += 1;
  phone.traits.blocked = true;
  const quality = qualityOf(template.reports, template.sent);
  setTemplateQuality(sim, template, quality);
  if (quality === 'RED' && template.status === 'APPROVED') pause(sim, template);
  setSenderQuality(sim, sender, qualityOf(sender.reports, sender.judged));
}
