using Hubs.Model;
using Hubs.Running;
using Microsoft.Playwright;

namespace Hubs.Journeys.Tests.Running;

/// <summary>One product and one browser for all journeys: <c>[Collection(RunningProduct.Name)]</c>.</summary>
[CollectionDefinition(Name)]
public sealed class RunningProductCollection : ICollectionFixture<RunningProduct>
{
    public const string Name = RunningProduct.Name;
}

public sealed class RunningProduct : IAsyncLifetime
{
    public const string Name = "the running product";

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public Product Product { get; private set; } = null!;

    public DemoDay Day { get; } = new(TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        Product = await Product.StartNew([.. PreparedData.QuickPlanning, .. Day.Settings]);
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.Launch(playwright);
    }

    /// <summary>A window of its own, with its own cookies, acting in a role.</summary>
    public Task<Visit> Visit(Role role, int width = 1280, bool scripting = true) =>
        Running.Visit.Open(browser, Product.Address, role, width, scripting);

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await Product.DisposeAsync();
    }
}

public static class Chromium
{
    /// <summary>Debian's Chromium, which makes no calls of its own.</summary>
    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
}
