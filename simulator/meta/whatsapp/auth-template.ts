/** Templates for codes: their words are Meta's own. What is given is little; what is stored is what Meta makes of it. */
import { z } from 'zod';

const given = z.strictObject({
  name: z.string(),
  language: z.string(),
  category: z.literal('AUTHENTICATION'),
  message_send_ttl_seconds: z.number().int().min(30).max(900).optional(),
  components: z.tuple(
    [z.strictObject({ type: z.literal('BODY'), add_security_recommendation: z.boolean().optional() })],
    z.union([
      z.strictObject({ type: z.literal('FOOTER'), code_expiration_minutes: z.number().int().min(1).max(90) }),
      z.strictObject({
        type: z.literal('BUTTONS'),
        buttons: z.tuple([
          z.strictObject({
            type: z.literal('OTP'),
            otp_type: z.literal('COPY_CODE'),
            text: z.string().min(1).max(25).optional(),
          }),
        ]),
      }),
    ]),
  ),
});

const WORDS = {
  id: [
    '*{{1}}* adalah kode verifikasi Anda.',
    ' Demi keamanan, jangan bagikan kode ini.',
    'Kode ini kedaluwarsa dalam',
  ],
  en: ['*{{1}}* is your verification code.', ' For your security, do not share this code.', 'This code expires in'],
} as const;
const LINK = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}';

/** The template as Meta stores it; `undefined` for every other kind, and for one of this kind with words of its own. */
export function expandCode(value: unknown): object | undefined {
  const read = given.safeParse(value);
  if (!read.success) return undefined;
  const { components, ...rest } = read.data;
  const [code, secret, expires] = WORDS[rest.language === 'id' ? 'id' : 'en'];
  const stored = components.map((one): object => {
    if (one.type === 'FOOTER')
      return {
        type: 'FOOTER',
        text: `${expires} ${one.code_expiration_minutes} ${rest.language === 'id' ? 'menit' : 'minutes'}.`,
      };
    if (one.type === 'BUTTONS')
      return {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: one.buttons[0].text ?? 'Copy code', url: LINK, example: [LINK] }],
      };
    return {
      type: 'BODY',
      text: code + (one.add_security_recommendation ? secret : ''),
      example: { body_text: [['123456']] },
    };
  });
  return { ...rest, components: stored };
}
