using System.Collections.Immutable;

namespace Hubs.LocalSilo.Tests.Contract;

public sealed record Note(string Text, ImmutableArray<int> Numbers);

public sealed class Settings
{
    public string Name { get; set; } = "unnamed";
}

public interface INoteGrain : IGrainWithStringKey
{
    Task<bool> Exists();
    Task<Note?> Read();
    Task<string> SettingsName();
    Task Write(string text, int number);
    Task ChangeWithoutWriting(string text);
    Task ReadAgain();
    Task Clear();
    Task DeactivateNow();
    Task<string> Life();
}

public sealed class NoteGrain(
    [PersistentState("note", "store")] IPersistentState<Note> note,
    [PersistentState("settings", "store")] IPersistentState<Settings> settings
) : Grain, INoteGrain
{
    private readonly string _life = Guid.NewGuid().ToString();
    private bool _existedOnActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _existedOnActivation = note.RecordExists;
        return Task.CompletedTask;
    }

    public Task<bool> Exists()
    {
        if (_existedOnActivation && note.Etag is null)
            throw new InvalidOperationException("A record without a tag.");
        return Task.FromResult(note.RecordExists);
    }

    // An array that was never set cannot travel to another process.
    public Task<Note?> Read() =>
        Task.FromResult<Note?>(
            note.State is { Numbers.IsDefault: true } unset
                ? unset with
                {
                    Numbers = [],
                }
                : note.State
        );

    public Task<string> SettingsName() => Task.FromResult(settings.State.Name);

    public async Task Write(string text, int number)
    {
        note.State = new Note(text, [number]);
        await note.WriteStateAsync();
    }

    public Task ChangeWithoutWriting(string text)
    {
        note.State = new Note(text, []);
        return Task.CompletedTask;
    }

    public Task ReadAgain() => note.ReadStateAsync();

    public Task Clear() => note.ClearStateAsync();

    public Task DeactivateNow()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Life() => Task.FromResult(_life);
}

public sealed class PersistenceTests : IAsyncLifetime
{
    private ContractSilo _silo = null!;

    private INoteGrain Grain => _silo.Grains.GetGrain<INoteGrain>("n");

    public async Task InitializeAsync() => _silo = await ContractSilo.Start();

    public Task DisposeAsync() => _silo.DisposeAsync().AsTask();

    [Fact]
    public async Task Without_a_record_the_state_is_an_object_with_nothing_set()
    {
        Assert.False(await Grain.Exists());
        Note? note = await Grain.Read();
        Assert.NotNull(note);
        Assert.Null(note.Text);
    }

    [Fact]
    public async Task Without_a_record_a_class_with_a_parameterless_constructor_has_been_constructed()
    {
        Assert.Equal("unnamed", await Grain.SettingsName());
    }

    [Fact]
    public async Task What_was_written_is_there_after_deactivation()
    {
        await Grain.Write("kept", 3);
        await Grain.DeactivateNow();
        Assert.True(await Grain.Exists());
        Note? note = await Grain.Read();
        Assert.Equal("kept", note?.Text);
        Assert.Equal(3, Assert.Single(note!.Numbers));
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_what_was_not_is_not()
    {
        await Grain.Write("kept", 3);
        await Grain.ChangeWithoutWriting("lost");
        await _silo.Restart();
        Assert.Equal("kept", (await Grain.Read())?.Text);
    }

    [Fact]
    public async Task What_was_written_is_there_after_the_process_was_killed()
    {
        await Grain.Write("kept", 3);
        await _silo.KillAndRestart();
        Assert.Equal("kept", (await Grain.Read())?.Text);
    }

    [Fact]
    public async Task Keys_do_not_share_records()
    {
        await Grain.Write("kept", 3);
        Assert.False(await _silo.Grains.GetGrain<INoteGrain>("other").Exists());
    }

    [Fact]
    public async Task Reading_again_throws_away_what_was_not_written()
    {
        await Grain.Write("kept", 3);
        await Grain.ChangeWithoutWriting("lost");
        await Grain.ReadAgain();
        Assert.Equal("kept", (await Grain.Read())?.Text);
    }

    [Fact]
    public async Task A_cleared_state_has_no_record_and_can_be_written_again()
    {
        await Grain.Write("gone", 3);
        await Grain.Clear();
        Assert.False(await Grain.Exists());
        Assert.Null((await Grain.Read())?.Text);
        await Grain.Write("new", 4);
        await Grain.DeactivateNow();
        Assert.Equal("new", (await Grain.Read())?.Text);
    }

    [Fact]
    public async Task A_write_over_a_newer_one_is_refused_and_the_grain_starts_afresh_from_the_newer()
    {
        await Grain.Write("first", 1);
        string life = await Grain.Life();
        await using (ContractSilo rival = await _silo.StartRival())
            await rival.Grains.GetGrain<INoteGrain>("n").Write("rival's", 2);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Write("stale", 3));

        Assert.Equal("rival's", (await Grain.Read())?.Text);
        Assert.NotEqual(life, await Grain.Life());
        await Grain.Write("mine again", 4);
    }

    [Fact]
    public async Task A_failed_write_reaches_the_caller_and_the_grain_lives_on()
    {
        string life = await Grain.Life();
        _silo.Store.BeforeWrite = () => throw new IOException("disk full");
        var failure = await Record.ExceptionAsync(() => Grain.Write("no", 1));
        Assert.Contains("disk full", failure?.ToString(), StringComparison.Ordinal);
        _silo.Store.BeforeWrite = () => Task.CompletedTask;
        await Grain.Write("yes", 1);
        Assert.Equal(life, await Grain.Life());
    }
}
