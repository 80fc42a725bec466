package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ae4j.IncompatibleDataException;
import org.ae4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTest {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final Spectrogram SMALL =
            Spectrogram.defaults().rate(8000).window(64).hop(32);

    @TempDir
    Path folder;

    /** A RIFF file: a chunk of the format, a chunk of the samples, little-endian. */
    static byte[] wav(int tag, int bits, int channels, int rate, int frames, IntToDoubleFunction sound) {
        int width = bits / 8;
        int size = frames * channels * width;
        ByteBuffer bytes = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + size);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * channels * width);
        bytes.putShort((short) (channels * width)).putShort((short) bits);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size);
        for (int i = 0; i < frames * channels; i++) {
            double value = sound.applyAsDouble(i);
            if (tag == FLOAT) {
                bytes.putFloat((float) value);
                continue;
            }
            long sample = Math.round(value * ((1L << bits - 1) - 1)) + (bits == 8 ? 128 : 0);
            for (int j = 0; j < width; j++) {
                bytes.put((byte) (sample >> 8 * j));
            }
        }
        return bytes.array();
    }

    /** A sine of full scale with so many periods in 64 samples. */
    private static IntToDoubleFunction sine(double periods) {
        return i -> Math.sin(2 * Math.PI * periods * i / 64);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> Samples.audio(folder, SMALL))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 0.1", "1, 16, 0.01", "1, 24, 0.001", "1, 32, 0.001", "3, 32, 0.001"})
    void aSineOfFullScaleIsZeroDecibelsAtItsFrequencyAndSixLessBesideIt(int tag, int bits, float tolerance)
            throws IOException {
        write("a.wav", wav(tag, bits, 1, 8000, 160, sine(8)));
        Samples samples = Samples.audio(folder, SMALL);
        assertThat(samples.schema()).isInstanceOf(SequenceSchema.class);
        var schema = (SequenceSchema) samples.schema();
        assertThat(schema.features())
                .hasSize(33)
                .startsWith("0.0 Hz", "125.0 Hz")
                .endsWith("4000.0 Hz");
        assertThat(schema.steps()).isEqualTo(4);
        for (int frame = 0; frame < 4; frame++) {
            assertThat(samples.value(0, frame * 33 + 8)).isCloseTo(0, within(tolerance));
            assertThat(samples.value(0, frame * 33 + 7)).isCloseTo(-6.0206f, within(tolerance));
            assertThat(samples.value(0, frame * 33 + 9)).isCloseTo(-6.0206f, within(tolerance));
            assertThat(samples.value(0, frame * 33 + 20)).isLessThan(-35);
        }
    }

    @Test
    void theTransformIsThatOfTheDefinition() {
        float[] sound = new float[64];
        for (int i = 0; i < 64; i++) {
            sound[i] = (float) Math.cos(i * i * 0.01);
        }
        float[] spectra = new Spectra(SMALL).of(sound);
        for (int k = 0; k < 33; k++) {
            double real = 0;
            double imaginary = 0;
            double sum = 0;
            for (int i = 0; i < 64; i++) {
                double hann = Math.pow(Math.sin(Math.PI * i / 64), 2);
                real += hann * sound[i] * Math.cos(2 * Math.PI * k * i / 64);
                imaginary -= hann * sound[i] * Math.sin(2 * Math.PI * k * i / 64);
                sum += hann;
            }
            double expected = 20 * Math.log10(Math.hypot(real, imaginary) / (sum / 2));
            assertThat((double) spectra[k]).isCloseTo(Math.max(-80, expected), within(1e-4));
        }
    }

    @Test
    void soundsOfDifferentLengthAreSequencesOfDifferentLength() throws IOException {
        write("b.wav", wav(PCM, 16, 1, 8000, 127, sine(8)));
        write("a.wav", wav(PCM, 16, 1, 8000, 10, i -> 0));
        Samples samples = Samples.audio(folder, SMALL);
        var schema = (SequenceSchema) samples.schema();
        assertThat(schema.shortest()).isEqualTo(1);
        assertThat(schema.steps()).isEqualTo(2);
        assertThat(samples.row(0)).startsWith(-80, -80).endsWith(Float.NaN, Float.NaN);
        assertThat(schema.length(samples.row(1))).isEqualTo(2);
        assertThat(samples.hasMissing()).isFalse();
        assertThat(samples.isLabelled()).isFalse();
    }

    @Test
    void aFixedNumberOfFramesCutsAndEndsInSilence() throws IOException {
        write("a.wav", wav(PCM, 16, 1, 8000, 64, sine(8)));
        write("b.wav", wav(PCM, 16, 1, 8000, 640, sine(8)));
        Samples samples = Samples.audio(folder, SMALL.frames(2).floor(-50));
        assertThat(((SequenceSchema) samples.schema()).steps()).isEqualTo(2);
        assertThat(((SequenceSchema) samples.schema()).isVariable()).isFalse();
        assertThat(samples.value(0, 33 + 8)).isEqualTo(-50);
        assertThat(samples.value(1, 33 + 8)).isCloseTo(0, within(0.01f));
    }

    @Test
    void channelsAreAveraged() throws IOException {
        write("a.wav", wav(PCM, 16, 2, 8000, 64, i -> i % 2 == 0 ? sine(8).applyAsDouble(i / 2) : 0));
        assertThat(Samples.audio(folder, SMALL).value(0, 8)).isCloseTo(-6.0206f, within(0.01f));
    }

    @Test
    void melBandsAreEquallyFarApartOnTheirScale() throws IOException {
        write("a.wav", wav(PCM, 16, 1, 8000, 64, sine(8)));
        Samples samples = Samples.audio(folder, SMALL.bands(4));
        List<String> features = ((SequenceSchema) samples.schema()).features();
        double most = 2595 * Math.log10(1 + 4000 / 700.0);
        double first = 700 * (Math.pow(10, most / 5 / 2595) - 1);
        assertThat(features).hasSize(4).startsWith("mel " + Math.round(first * 100) / 100.0 + " Hz");
        float[] row = samples.row(0);
        int loudest = 0;
        for (int i = 0; i < 4; i++) {
            loudest = row[i] > row[loudest] ? i : loudest;
        }
        assertThat(Double.parseDouble(features.get(loudest).split(" ")[1])).isCloseTo(1000, within(300.0));
        assertThatThrownBy(() -> Samples.audio(folder, SMALL.bands(40)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("40 mel bands are more than a window of 64 samples tells apart: band 0 holds no bin; choose"
                        + " fewer bands or a longer window");
    }

    @Test
    void labelsAreSubfoldersOrTheFirstPartOfTheName() throws IOException {
        byte[] sound = wav(PCM, 16, 1, 8000, 64, sine(8));
        write("no/7_b.wav", sound);
        write("no/.hidden", new byte[1]);
        write("yes/3_a_x.wav", sound);
        Samples byFolder = Samples.audio(folder, SMALL);
        assertThat(List.of(byFolder.label(0), byFolder.label(1))).containsExactly("no", "yes");
        Samples byName = Samples.audio(folder, SMALL.labelsInNames(true));
        assertThat(List.of(byName.label(0), byName.label(1))).containsExactly("7", "3");
        write("yes/nine.wav", sound);
        assertThatThrownBy(() -> Samples.audio(folder, SMALL.labelsInNames(true)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("yes/nine.wav has no label in its name, which would end before the first _");
    }

    @Test
    void filesThatCannotBeReadAreRefusedByName() throws IOException {
        String name = folder.getFileName() + "/a.wav";
        refused(folder + " has no sounds, whose names end in .wav");
        byte[] sound = wav(PCM, 16, 1, 8000, 64, sine(8));
        write("a.wav", Arrays.copyOf(sound, sound.length - 4));
        refused(name + " is cut short: its header promises 128 bytes of sound, it holds 124");
        write("a.wav", new byte[0]);
        refused(name + " is no WAV file that Java can read; save it as PCM of 16 bits");
        write("a.wav", "no sound, but some text that is long enough to be one".getBytes(StandardCharsets.US_ASCII));
        refused(name + " is no WAV file that Java can read; save it as PCM of 16 bits");
        write("a.wav", wav(PCM, 16, 1, 44100, 64, sine(8)));
        refused(name + " has 44100 samples a second, expected 8000; resample it, or name its rate (--rate 44100)");
        write("a.wav", wav(PCM, 16, 1, 8000, 0, sine(8)));
        refused(name + " has 0 samples, expected 1 to 67108864; leave it out, or cut it");
        write("a.wav", wav(7, 8, 1, 8000, 64, i -> 0));
        refused(name + " holds ULAW of 8 bits, expected PCM of 8, 16, 24 or 32 bits or floats of 32; save it as PCM of"
                + " 16 bits");
        write("a.wav", wav(FLOAT, 32, 1, 8000, 64, i -> i == 5 ? Double.NaN : 0));
        refused(name + ": sample 5 is NaN; every sample must be finite");
        byte[] absurd = sound.clone();
        ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putInt(40, Integer.MAX_VALUE - 1);
        write("a.wav", absurd);
        refused(name + " has 1073741823 samples, expected 1 to 67108864; leave it out, or cut it");
    }

    @Test
    void noByteOfAHeaderLeadsToAnythingElseThanARefusal() throws IOException {
        byte[] sound = wav(PCM, 16, 1, 8000, 64, sine(8));
        int refused = 0;
        for (int i = 0; i < 44; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0xff}) {
                byte[] changed = sound.clone();
                changed[i] = (byte) value;
                write("a.wav", changed);
                Throwable thrown = catchThrowable(() -> Samples.audio(folder, SMALL));
                if (thrown != null) {
                    assertThat(thrown).as("byte %d is %d", i, value).isInstanceOf(IncompatibleDataException.class);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(60);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        Spectrogram defaults = Spectrogram.defaults();
        List<Runnable> settings = List.of(
                () -> defaults.rate(0),
                () -> defaults.hop(0),
                () -> defaults.window(100),
                () -> defaults.floor(0),
                () -> defaults.bands(0),
                () -> defaults.frames(0));
        List<String> messages = List.of(
                "a spectrogram has a rate and a hop of at least 1, found rate 0 and hop 128",
                "a spectrogram has a rate and a hop of at least 1, found rate 16000 and hop 0",
                "a spectrogram has a window of a power of two, from 2 to 65536 samples, found 100",
                "a spectrogram has a finite floor below 0 dB, found 0.0",
                "a spectrogram has at least 1 band and 1 frame, found 0 and no number",
                "a spectrogram has at least 1 band and 1 frame, found no number and 0");
        for (int i = 0; i < settings.size(); i++) {
            assertThatThrownBy(settings.get(i)::run)
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage(messages.get(i));
        }
    }

    @Test
    void spokenDigitsAreReadWithTheirLabels() {
        Unzipped.into(folder, TestData.require("fsdd/fsdd-subset.zip"), name -> name.contains("_jackson_"));
        Samples samples =
                Samples.audio(folder, Spectrogram.defaults().rate(8000).labelsInNames(true));
        assertThat(samples.rows()).isEqualTo(100);
        assertThat(samples.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        var schema = (SequenceSchema) samples.schema();
        assertThat(schema.features()).hasSize(129);
        assertThat(schema.isVariable()).isTrue();
        assertThat(samples.hasMissing()).isFalse();
    }
}
