/** On an entry of the activation log: sessions that ran by an earlier entry of the key run by this one from now on, or by a later one. */
export const BREAK_PINS = 'break_pins';
