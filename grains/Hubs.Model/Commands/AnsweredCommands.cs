using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Model;

/// <summary>
/// The answers that commands got, by their keys, for as long as a repeat can sensibly come: a page left open, a program that asks again after a weekend, an errand that a crash cut
/// short and the next start finishes. Without an end, a clinician's would grow for years.
/// Immutable, for any number of readers. Each version adds one answer to the one before, so all versions share one table, and each knows how many of it are its own: a version costs
/// an object, not a path through a tree.
/// </summary>
[JsonConverter(typeof(AnsweredCommandsJson))]
public sealed class AnsweredCommands
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>Old answers are looked for only this often: each look goes through all of them.</summary>
    private const int VersionsBetweenLooks = 128;

    private readonly Table table;

    private AnsweredCommands(Table table, int count) => (this.table, Count) = (table, count);

    /// <exception cref="ArgumentException">Two answers under one key.</exception>
    public AnsweredCommands(IEnumerable<KeyValuePair<CommandId, AnsweredCommand>> answers)
        : this(new Table(), 0)
    {
        foreach (var (command, answer) in answers)
            if (!table.TryAdd(Count++, command, answer))
                throw new ArgumentException($"Command {command} was answered twice");
    }

    public static AnsweredCommands Empty { get; } = new(new Table(), 0);

    public int Count { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<KeyValuePair<CommandId, AnsweredCommand>> All => table.First(Count);

    public bool TryGetValue(CommandId command, [MaybeNullWhen(false)] out AnsweredCommand answer) =>
        table.TryFind(command, Count, out answer);

    public bool ContainsKey(CommandId command) => TryGetValue(command, out _);

    public AnsweredCommand? GetValueOrDefault(CommandId command) =>
        TryGetValue(command, out var answer) ? answer : null;

    internal AnsweredCommands With(CommandId command, AnsweredCommand answer, long version)
    {
        // The first, not the newest version, as after a save that failed, or a key once more: a table of its own.
        var all =
            Count > 0 && table.TryAdd(Count, command, answer)
                ? new AnsweredCommands(table, Count + 1)
                : new AnsweredCommands(
                    All.Where(other => other.Key != command).Append(new(command, answer))
                );
        return version % VersionsBetweenLooks == 0 ? all.Since(answer.At) : all;
    }

    /// <summary>Those from before answers had a time get this one.</summary>
    private AnsweredCommands Since(DateTimeOffset now) =>
        All.Any(answered => answered.Value.At == default || now - answered.Value.At > Kept)
            ? new(
                All.Where(answered =>
                        answered.Value.At == default || now - answered.Value.At <= Kept
                    )
                    .Select(answered =>
                        answered.Value.At == default
                            ? new(answered.Key, answered.Value with { At = now })
                            : answered
                    )
            )
            : this;

    /// <summary>Answers in the order they were given. What was added stays as it is; a reader looks at no more than its own version has.</summary>
    private sealed class Table
    {
        private readonly Lock gate = new();
        private readonly Dictionary<CommandId, int> places = [];
        private readonly List<KeyValuePair<CommandId, AnsweredCommand>> answers = [];

        /// <summary>False when somebody else added to that version before, or the key is there.</summary>
        public bool TryAdd(int count, CommandId command, AnsweredCommand answer)
        {
            lock (gate)
            {
                if (answers.Count != count || !places.TryAdd(command, count))
                    return false;
                answers.Add(new(command, answer));
                return true;
            }
        }

        public bool TryFind(
            CommandId command,
            int count,
            [MaybeNullWhen(false)] out AnsweredCommand answer
        )
        {
            lock (gate)
            {
                var isThere = places.TryGetValue(command, out var place) && place < count;
                answer = isThere ? answers[place].Value : null;
                return isThere;
            }
        }

        public KeyValuePair<CommandId, AnsweredCommand>[] First(int count)
        {
            lock (gate)
                return [.. answers.Take(count)];
        }
    }
}

/// <summary>As an object with the keys as its fields.</summary>
public sealed class AnsweredCommandsJson : JsonConverter<AnsweredCommands>
{
    public override AnsweredCommands Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("Answered commands are not an object.");
        var type = AnswerOf(options);
        var answers = new Dictionary<CommandId, AnsweredCommand>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            reader.Read();
            if (!CommandId.TryParse(key, out var command))
                throw new JsonException($"'{key}' is not the key of a command.");
            answers[command] =
                JsonSerializer.Deserialize(ref reader, type)
                ?? throw new JsonException($"The answer to {command} is null.");
        }
        return new(answers);
    }

    public override void Write(
        Utf8JsonWriter writer,
        AnsweredCommands value,
        JsonSerializerOptions options
    )
    {
        var type = AnswerOf(options);
        var names = (JsonConverter<CommandId>)options.GetConverter(typeof(CommandId));
        writer.WriteStartObject();
        foreach (var (command, answer) in value.All)
        {
            names.WriteAsPropertyName(writer, command, options);
            JsonSerializer.Serialize(writer, answer, type);
        }
        writer.WriteEndObject();
    }

    private static JsonTypeInfo<AnsweredCommand> AnswerOf(JsonSerializerOptions options) =>
        (JsonTypeInfo<AnsweredCommand>)options.GetTypeInfo(typeof(AnsweredCommand));
}
