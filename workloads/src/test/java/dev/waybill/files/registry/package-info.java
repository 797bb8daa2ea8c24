@NullMarked
package dev.waybill.files.registry;

import org.jspecify.annotations.NullMarked;
