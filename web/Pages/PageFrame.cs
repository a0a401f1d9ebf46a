using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Hubs.Web.Pages;

/// <summary>A step above the page in the breadcrumbs; Home comes first by itself.</summary>
public sealed record Crumb(string Text, string Path);

/// <summary>What a page tells the layout about itself, once, at its top: <c>ViewData.Frame("Plan a week")</c>.</summary>
/// <param name="Title">Stands in the browser's title before the product's name.</param>
/// <param name="Wide">Uses the whole width of the window: boards and timelines.</param>
public sealed record PageFrame(string Title, bool Wide, ImmutableArray<Crumb> Crumbs)
{
    /// <summary>Hangs on a wall, where nobody presses anything: no menu, no breadcrumbs, as little around it as may be.</summary>
    public bool IsDisplay { get; init; }
}

public static class PageFraming
{
    public const string MessageCookie = "hubs-message";
    private const string Success = "Success";

    public static void Frame(
        this ViewDataDictionary view,
        string title,
        bool wide = false,
        params ReadOnlySpan<Crumb> crumbs
    ) => view[nameof(PageFrame)] = new PageFrame(title, wide, [.. crumbs]);

    public static void FrameDisplay(this ViewDataDictionary view, string title) =>
        view[nameof(PageFrame)] = new PageFrame(title, Wide: true, []) { IsDisplay = true };

    public static PageFrame Frame(this ViewDataDictionary view) =>
        view[nameof(PageFrame)] as PageFrame
        ?? throw new InvalidOperationException(
            "The page has no title.\nBegin it with @{ ViewData.Frame(\"Title\"); }"
        );

    /// <summary>Shown once, on the next page this browser opens. Carries no personal data: it travels in a cookie.</summary>
    public static void Succeeded(this PageModel page, string sentence) =>
        page.TempData[Success] = sentence;

    // Merely looking would make every answer set a cookie.
    public static string? TakeSuccess(this ViewContext view) =>
        view.HttpContext.Request.Cookies.ContainsKey(MessageCookie)
            ? view.TempData[Success] as string
            : null;
}
