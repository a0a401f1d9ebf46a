using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.Playwright;

namespace Hubs.Journeys.Tests.Running;

/// <summary>One person at one browser window. What the browser complained about is kept in <see cref="Complaints"/>.</summary>
public sealed class Visit : IAsyncDisposable
{
    public const int Desktop = 1280;
    public const int Phone = 320;

    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly List<string> complaints = [];

    private Visit(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Refused scripts and styles, script errors, failed loads.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public void ForgetComplaints() => complaints.Clear();

    public static async Task<Visit> Open(
        IBrowser browser,
        Uri address,
        Role role,
        int width,
        bool scripting
    )
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                JavaScriptEnabled = scripting,
            }
        );
        await context.AddCookiesAsync([
            new()
            {
                Name = DemoAuthentication.Cookie,
                Value = role.ToString(),
                Url = address.ToString(),
            },
        ]);
        return new(context, await context.NewPageAsync(), address);
    }

    public async Task<IResponse> Go(string path) =>
        await Page.GotoAsync(new Uri(address, path).ToString())
        ?? throw new InvalidOperationException($"{path} gave no answer.");

    public ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) =>
        Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator MainHeading => Page.Locator("h1");

    public ILocator Success => Page.Locator(".nhsuk-notification-banner--success");

    /// <summary>What holds for every page, on a desktop and on a phone. The page is loaded once.</summary>
    public async Task PageIsInOrder()
    {
        // A press may still be on its way to the next page.
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Assertions.Expect(MainHeading).ToHaveCountAsync(1);
        Assert.EndsWith(" - Hubs", await Page.TitleAsync(), StringComparison.Ordinal);
        await HasNoAxeViolation();
        await IsUsableByKeyboard();
        await Page.SetViewportSizeAsync(Phone, 800);
        await FitsTheWindow();
        await HasNoAxeViolation();
        await Page.SetViewportSizeAsync(Desktop, 800);
        NothingIn(complaints, $"the browser complained on {Page.Url}");
    }

    public async Task HasNoAxeViolation()
    {
        var found = await Page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new()
                {
                    Type = "tag",
                    Values =
                    [
                        "wcag2a",
                        "wcag2aa",
                        "wcag21a",
                        "wcag21aa",
                        "wcag22aa",
                        "best-practice",
                    ],
                },
            }
        );
        Assert.True(found.Passes.Length > 0, "axe looked at nothing");
        var violations = found.Violations.SelectMany(rule =>
            rule.Nodes.Select(node => $"{rule.Id}: {rule.Help}\n    {node.Html}")
        );
        NothingIn(violations, $"axe violations on {Page.Url}");
    }

    /// <summary>The page itself never scrolls sideways; a frame inside it may.</summary>
    public async Task FitsTheWindow()
    {
        try
        {
            // The menu folds a moment after the window was made narrow.
            await Page.WaitForFunctionAsync(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth",
                null,
                new() { Timeout = 2000 }
            );
            return;
        }
        catch (TimeoutException)
        {
            // What sticks out is named below.
        }

        var tooWide = await Page.EvaluateAsync<string[]>(
            """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              const out = [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > width + 1)
                .map(e => e.outerHTML.slice(0, 120));
              return ['the page is ' + document.documentElement.scrollWidth + ' px wide', ...out.slice(0, 5)];
            }
            """
        );
        NothingIn(tooWide, $"wider than the window on {Page.Url}");
    }

    /// <summary>Tab reaches everything that can be used, and each shows that it has the focus.</summary>
    public async Task IsUsableByKeyboard()
    {
        await Page.EvaluateAsync(
            """
            () => {
              const isMarked = e => getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none';
              document.activeElement?.blur();
              document.addEventListener('focusin', () => {
                const e = document.activeElement;
                // The words of a summary are marked, not its whole line.
                const seen = isMarked(e) || e.matches('[type=radio],[type=checkbox]') || (e.matches('summary') && [...e.children].some(isMarked));
                e.dataset.reached = seen ? 'seen' : 'unseen';
              });
            }
            """
        );
        // As many steps as there are stops, the parts of dates and times, and a few for the way out of the page.
        var stops = await Page.EvaluateAsync<int>(
            $"() => ({Stops})().length + 3 * document.querySelectorAll('[type=date],[type=time]').length + 3"
        );
        for (var step = 0; step < stops; step++)
            await Page.Keyboard.PressAsync("Tab");

        var missed = await Page.EvaluateAsync<string[]>(
            $"() => ({Stops})().filter(e => e.dataset.reached !== 'seen').map(e => (e.dataset.reached ?? 'not reached') + ': ' + e.outerHTML.slice(0, 120))"
        );
        NothingIn(missed, $"by keyboard on {Page.Url}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    // Of a group of radios only the chosen one, or the first, is a stop.
    private const string Stops = """
        () => [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0)
          .filter(e => e.type !== 'radio' || e.checked
            || (!document.querySelector(`input[name="${e.name}"]:checked`) && document.querySelector(`input[name="${e.name}"]`) === e))
        """;

    private static void NothingIn(IEnumerable<string> findings, string what)
    {
        var list = string.Join("\n  ", findings);
        Assert.True(list.Length == 0, $"{what}:\n  {list}");
    }
}
