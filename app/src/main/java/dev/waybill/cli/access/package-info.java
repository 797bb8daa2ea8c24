/** Tokens, the audit and TLS as the command line has them: what a server asks for, and what a command shows to one. */
@NullMarked
package dev.waybill.cli.access;

import org.jspecify.annotations.NullMarked;
