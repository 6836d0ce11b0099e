import { SEND_TIMEOUT_MS } from './post.js';

const TEAL = '#0b5d5e';
const INK = '#14302f';

/** Web Chat's own settings; what it has no setting for is in `chat.css`. */
export const styleOptions = {
  rootHeight: '100%',
  primaryFont: 'inherit',
  backgroundColor: '#eef4f2',
  accent: TEAL,
  subtle: '#4a605f',
  bubbleBackground: '#ffffff',
  bubbleBorderColor: '#d5e2de',
  bubbleBorderRadius: 16,
  bubbleTextColor: INK,
  bubbleMaxWidth: 520,
  bubbleMinWidth: 40,
  bubbleFromUserBackground: TEAL,
  bubbleFromUserBorderColor: TEAL,
  bubbleFromUserBorderRadius: 16,
  bubbleFromUserTextColor: '#ffffff',
  bubbleImageHeight: 'auto',
  paddingRegular: 12,
  timestampColor: '#4a605f',
  hideUploadButton: true,
  sendBoxHeight: 56,
  sendBoxTextWrap: true,
  sendBoxTextColor: INK,
  sendBoxPlaceholderColor: '#4a605f',
  sendBoxButtonColor: TEAL,
  sendBoxBorderTop: 'solid 1px #d5e2de',
  suggestedActionLayout: 'flow',
  suggestedActionHeight: 48,
  suggestedActionBorderRadius: 24,
  suggestedActionBorderColor: TEAL,
  suggestedActionTextColor: TEAL,
  suggestedActionBackgroundColorOnHover: '#e0efec',
  suggestedActionsFlowMaxHeight: '45vh',
  suggestedActionKeyboardFocusIndicatorBorderColor: INK,
  sendTimeout: SEND_TIMEOUT_MS,
};
