package org.ae4j.file;

import java.nio.file.Path;
import java.util.Map;

/** Where what was fetched once is kept for the user. */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * A folder in {@code ae4j/} in {@code $XDG_CACHE_HOME}, or else in {@code ~/.cache}; it need not exist.
     *
     * @param name of what is kept there
     * @param environment such as {@link System#getenv()}
     */
    public static Path of(String name, Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return caches.resolve("ae4j").resolve(name);
    }
}
