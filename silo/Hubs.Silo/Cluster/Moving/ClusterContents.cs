using System.Text.Json;
using Hubs.Silo.Cluster.Azure;
using Hubs.Storage;

namespace Hubs.Silo.Cluster.Moving;

/// <summary>
/// Everything the cluster keeps in its storage account, named as the standalone edition names it: the journal, the grains' states under "diary.snapshot",
/// and states that are no grain's under a name without a dot.
/// </summary>
internal sealed class ClusterContents(AzureAccount account) : IJournal, IStateStore, IStoreListing
{
    private readonly BlobJournal _journal = new(account.Container(AzureAccount.Journal));
    private readonly BlobStates _grains = new(
        account.Container(AzureAccount.Grains),
        BlobNaming.OfGrains
    );
    private readonly BlobStates _others = new(account.Container(AzureAccount.States));

    public ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    ) => _journal.Append(stream, expected, entries);

    public ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from) =>
        _journal.ReadAfter(stream, from);

    /// <summary>Snapshots come without their cursor: that is a place in these very blobs, and the version says as much to any journal.</summary>
    public async ValueTask<StoredState?> Read(string name, string key) =>
        await Of(name).Read(name, key) is { } state
            ? state with
            {
                Value = IsSnapshot(name) ? WithoutCursor(state.Value) : state.Value,
            }
            : null;

    public ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    ) => Of(name).Write(name, key, value, expectedEtag);

    public ValueTask Clear(string name, string key, string? expectedEtag) =>
        Of(name).Clear(name, key, expectedEtag);

    public ValueTask<IReadOnlyList<string>> Keys(string name) => Of(name).Keys(name);

    public ValueTask<IReadOnlyList<string>> Streams() => _journal.Streams();

    public async ValueTask<IReadOnlyList<(string Name, string Key)>> States() =>
        [
            .. (await _grains.All())
                .Concat(await _others.All())
                .OrderBy(state => state.Name, StringComparer.Ordinal)
                .ThenBy(state => state.Key, StringComparer.Ordinal),
        ];

    private BlobStates Of(string name) =>
        name.Contains('.', StringComparison.Ordinal) ? _grains : _others;

    private static bool IsSnapshot(string name) =>
        name.EndsWith(".snapshot", StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> WithoutCursor(ReadOnlyMemory<byte> snapshot)
    {
        var json = new Utf8JsonReader(snapshot.Span);
        var endOfLast = 0L;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCursor = json.ValueTextEquals("cursor"u8);
            json.Skip();
            if (isCursor)
                return (byte[])
                    [
                        .. snapshot.Span[..(int)endOfLast],
                        .. snapshot.Span[(int)json.BytesConsumed..],
                    ];
            endOfLast = json.BytesConsumed;
        }
        return snapshot;
    }
}
