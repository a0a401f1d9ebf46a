namespace Hubs.LocalSilo.Tests.Contract;

public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls <paramref name="via"/>, which calls this grain back.</summary>
    Task<string> AskThrough(IChainGrain via, bool allowReentrancy);
    Task<string> AskBack(IChainGrain asker);
    Task<string> Answer();
    Task<string> AskMyself();
}

public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<string> AskThrough(IChainGrain via, bool allowReentrancy)
    {
        IChainGrain me = this.AsReference<IChainGrain>();
        if (!allowReentrancy)
            return await via.AskBack(me);
        using (RequestContext.AllowCallChainReentrancy())
            return await via.AskBack(me);
    }

    public Task<string> AskBack(IChainGrain asker) => asker.Answer();

    public Task<string> Answer() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> AskMyself() => this.AsReference<IChainGrain>().Answer();
}

public sealed class CallChainTests : IAsyncLifetime
{
    private ContractSilo _silo = null!;
    private IChainGrain _a = null!;
    private IChainGrain _b = null!;

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _a = _silo.Grains.GetGrain<IChainGrain>("a");
        _b = _silo.Grains.GetGrain<IChainGrain>("b");
        await Task.WhenAll(_a.Answer(), _b.Answer());
    }

    public Task DisposeAsync() => _silo.DisposeAsync().AsTask();

    [Fact]
    public async Task A_grain_that_calls_itself_waits_for_itself_until_the_time_limit()
    {
        Task<string> call = _a.AskMyself();
        _silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(ContractSilo.Patience));
        Assert.Equal("a", await _a.Answer());
    }

    [Fact]
    public async Task A_grain_called_back_through_another_waits_for_itself_until_the_time_limit()
    {
        Task<string> call = _a.AskThrough(_b, allowReentrancy: false);
        _silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(ContractSilo.Patience));
    }

    [Fact]
    public async Task A_grain_that_allows_it_is_called_back_through_another()
    {
        Assert.Equal("a", await _a.AskThrough(_b, allowReentrancy: true));
    }

    [Fact]
    public async Task What_one_call_allowed_ends_with_it()
    {
        Assert.Equal("a", await _a.AskThrough(_b, allowReentrancy: true));
        Task<string> call = _a.AskThrough(_b, allowReentrancy: false);
        _silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(ContractSilo.Patience));
    }
}
