package org.ae4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.ae4j.IncompatibleDataException;

/** Reads the samples of a WAV file: PCM of 8, 16, 24 or 32 bits, or floats of 32 bits; channels are averaged. */
final class WavFile {
    /** More samples than these are refused before memory is taken for them: 70 minutes at 16 kHz. */
    private static final long MOST = 1L << 26;

    private final Path path;
    private final String place;

    WavFile(Path path) {
        this.path = path;
        this.place = ClassFolder.place(path);
    }

    /**
     * The sound, −1..1.
     *
     * @param rate samples a second that are expected
     * @throws IncompatibleDataException if the file has another rate, is no such file, or is cut short
     */
    float[] read(int rate) {
        try (var file = new BufferedInputStream(Files.newInputStream(path));
                AudioInputStream sound = AudioSystem.getAudioInputStream(file)) {
            AudioFormat format = sound.getFormat();
            if (format.getSampleRate() != rate) {
                throw new IncompatibleDataException(
                        "%s has %.0f samples a second, expected %d; resample it, or name its rate (--rate %.0f)"
                                .formatted(place, format.getSampleRate(), rate, format.getSampleRate()));
            }
            int width = format.getSampleSizeInBits() / 8;
            requireKnown(format, width);
            long frames = sound.getFrameLength();
            if (frames < 1 || frames * format.getChannels() > MOST) {
                throw new IncompatibleDataException("%s has %d samples, expected 1 to %d; leave it out, or cut it"
                        .formatted(place, frames * format.getChannels(), MOST));
            }
            int wanted = (int) (frames * format.getChannels() * width);
            byte[] bytes = sound.readNBytes(wanted);
            if (bytes.length < wanted) {
                throw new IncompatibleDataException(
                        "%s is cut short: its header promises %d bytes of sound, it holds %d"
                                .formatted(place, wanted, bytes.length));
            }
            return mono(bytes, format, width, (int) frames);
        } catch (IncompatibleDataException e) {
            throw e;
        } catch (UnsupportedAudioFileException | RuntimeException e) { // the JDK's readers throw both at odd headers
            throw new IncompatibleDataException(
                    place + " is no WAV file that Java can read; save it as PCM of 16 bits", e);
        } catch (IOException e) {
            throw new IncompatibleDataException(place + " cannot be read: " + e, e);
        }
    }

    private void requireKnown(AudioFormat format, int width) {
        Encoding encoding = format.getEncoding();
        boolean isKnown = encoding.equals(Encoding.PCM_UNSIGNED) && width == 1
                || encoding.equals(Encoding.PCM_SIGNED) && width >= 1 && width <= 4
                || encoding.equals(Encoding.PCM_FLOAT) && width == 4;
        if (!isKnown) {
            throw new IncompatibleDataException(
                    "%s holds %s of %d bits, expected PCM of 8, 16, 24 or 32 bits or floats of 32; save it as PCM of 16 bits"
                            .formatted(place, encoding, format.getSampleSizeInBits()));
        }
    }

    private float[] mono(byte[] bytes, AudioFormat format, int width, int frames) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] sound = new float[frames];
        int channels = format.getChannels();
        for (int i = 0; i < frames; i++) {
            double sum = 0;
            for (int j = 0; j < channels; j++) {
                sum += sample(buffer, (i * channels + j) * width, width, format.getEncoding());
            }
            sound[i] = (float) (sum / channels);
            if (!Float.isFinite(sound[i])) {
                throw new IncompatibleDataException(
                        "%s: sample %d is %s; every sample must be finite".formatted(place, i, sound[i]));
            }
        }
        return sound;
    }

    private static double sample(ByteBuffer buffer, int at, int width, Encoding encoding) {
        if (encoding.equals(Encoding.PCM_FLOAT)) {
            return buffer.getFloat(at);
        }
        if (encoding.equals(Encoding.PCM_UNSIGNED)) {
            return ((buffer.get(at) & 0xff) - 128) / 128.0;
        }
        boolean big = buffer.order() == ByteOrder.BIG_ENDIAN;
        int value = buffer.get(big ? at : at + width - 1); // the byte with the sign
        for (int i = 1; i < width; i++) {
            value = value << 8 | buffer.get(big ? at + i : at + width - 1 - i) & 0xff;
        }
        return value / (double) (1L << 8 * width - 1);
    }
}
