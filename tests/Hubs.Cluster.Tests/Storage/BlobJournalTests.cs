using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Hubs.Silo.Cluster.Azure;
using Hubs.Storage;
using Hubs.Storage.Tests;
using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Cluster.Tests.Storage;

/// <summary>What append blobs add to the promises of every store: segments, cursors, lost answers, damage.</summary>
public sealed class BlobJournalTests : IAsyncLifetime
{
    private const int BlocksPerSegment = 3;

    private BlobContainerClient _container = null!;

    public async Task InitializeAsync() =>
        _container = (await TestStorage.NewAccount()).Container(AzureAccount.Journal);

    public Task DisposeAsync() => Task.CompletedTask;

    private BlobJournal Journal => new(_container, BlocksPerSegment);

    [Fact]
    public async Task Stream_LongerThanASegment_GoesOnInTheNext_AndIsReadWholeAndFromAnyCursor()
    {
        var ends = new List<JournalEnd> { JournalEnd.Empty };
        for (var i = 0; i < 10; i++)
            ends.Add(await Journal.Append("a", ends[^1], Entries($"{i}")));

        Assert.Equal("0123456789", string.Concat(await Journal.Texts("a")));
        for (var from = 0; from < ends.Count; from++)
        {
            var tail = await Journal.ReadAfter("a", ends[from]);
            Assert.Equal("0123456789"[from..], string.Concat(tail.Entries.Select(e => e.Text())));
            Assert.Equal(10, tail.End.Version);
        }
        Assert.Equal(4, (await Blobs()).Count);
    }

    [Fact]
    public async Task Writer_ThatBelievesInTheEndOfASealedSegment_MeetsAConflict()
    {
        var end = await Journal.Append("a", JournalEnd.Empty, Entries("1"));
        end = await Journal.Append("a", end, Entries("2"));
        var believed = end;
        end = await Journal.Append("a", end, Entries("3"));
        await Journal.Append("a", end, Entries("4"));

        await Assert.ThrowsAsync<JournalConflictException>(async () =>
            await Journal.Append("a", believed, Entries("no"))
        );

        Assert.Equal("1234", string.Concat(await Journal.Texts("a")));
    }

    [Fact]
    public async Task Writers_InSeveralProcesses_RaceAcrossSegments_AndExactlyOneWinsEachVersion()
    {
        var won = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async writer =>
                {
                    var journal = Journal;
                    var end = JournalEnd.Empty;
                    for (var i = 0; i < 12; i++)
                        try
                        {
                            end = await journal.Append("a", end, Entries($"{writer}"));
                            Interlocked.Increment(ref won);
                        }
                        catch (JournalConflictException)
                        {
                            end = (await journal.ReadAfter("a", end)).End;
                        }
                })
        );

        var tail = await Journal.ReadAfter("a", JournalEnd.Empty);
        Assert.Equal(won, tail.Entries.Count);
        Assert.Equal(won, tail.End.Version);
        Assert.True(won >= 12);
    }

    [Fact]
    public async Task Append_WhoseAnswerIsLost_IsTriedAgainByTheClient_AndKnownAsItsOwn()
    {
        var lossy = new LoseOneAnswer();
        var options = new BlobClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(lossy, HttpPipelinePosition.PerRetry);
        var account = new BlobServiceClient(await TestStorage.Connection, options);
        var journal = new BlobJournal(account.GetBlobContainerClient(_container.Name));
        var end = await journal.Append("a", JournalEnd.Empty, Entries("1"));

        lossy.IsArmed = true;
        end = await journal.Append("a", end, Entries("2"));

        Assert.False(lossy.IsArmed);
        Assert.Equal(2, end.Version);
        await journal.Append("a", end, Entries("3"));
        Assert.Equal("123", string.Concat(await journal.Texts("a")));
    }

    [Fact]
    public async Task Blob_WithAWrongByte_IsNotBelieved()
    {
        await Journal.Append("a", JournalEnd.Empty, Entries("right"));
        var blob = _container.GetAppendBlobClient("a/000000");
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        bytes[^1] ^= 1;
        await blob.DeleteAsync();
        await blob.CreateAsync();
        await blob.AppendBlockAsync(new MemoryStream(bytes));

        var refusal = await Assert.ThrowsAsync<JournalException>(async () =>
            await Journal.ReadAfter("a", JournalEnd.Empty)
        );

        Assert.Contains("a/000000 is damaged", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<List<string>> Blobs()
    {
        var names = new List<string>();
        await foreach (var blob in _container.GetBlobsAsync())
            names.Add(blob.Name);
        return names;
    }

    /// <summary>The request arrives, its answer does not: once.</summary>
    private sealed class LoseOneAnswer : HttpPipelinePolicy
    {
        public bool IsArmed { get; set; }

        public override void Process(
            HttpMessage message,
            ReadOnlyMemory<HttpPipelinePolicy> pipeline
        ) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(
            HttpMessage message,
            ReadOnlyMemory<HttpPipelinePolicy> pipeline
        )
        {
            await ProcessNextAsync(message, pipeline);
            if (!IsArmed)
                return;
            IsArmed = false;
            throw new IOException("The connection was cut.");
        }
    }
}
