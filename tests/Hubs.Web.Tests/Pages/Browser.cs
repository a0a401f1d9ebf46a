using System.Net;
using System.Text.RegularExpressions;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Pages;

/// <summary>A browser without scripting: opens pages, fills in the forms they hold, follows redirects.</summary>
public sealed partial class Browser(HubsWeb web, string role)
{
    private readonly HttpClient client = web.Browser(role);

    public string Path { get; private set; } = "";

    public string Html { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>What a person reads: no tags, no runs of spaces.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    public Task Open(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form that holds the button of this text, with its hidden fields and what is given here.</summary>
    public Task Press(string button, params (string Name, string Value)[] typed)
    {
        foreach (Match form in Forms().Matches(Html))
        {
            var pressed = Buttons()
                .Matches(form.Value)
                .FirstOrDefault(b =>
                    Words(b.Groups[2].Value).StartsWith(button, StringComparison.Ordinal)
                );
            if (pressed is not null)
                return Send(Post(form, pressed.Groups[1].Value, typed));
        }
        throw new InvalidOperationException($"No button '{button}' on {Path}:\n{Text}");
    }

    private HttpRequestMessage Post(Match form, string button, (string Name, string Value)[] typed)
    {
        var fields = Hidden()
            .Matches(form.Value)
            .Select(field => field.Value)
            .Append(button)
            .Select(tag => (Name: Attribute(tag, "name"), Value: Attribute(tag, "value") ?? ""))
            .Where(field => field.Name is not null && typed.All(own => own.Name != field.Name))
            .Select(field => KeyValuePair.Create(field.Name!, field.Value))
            .Concat(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var action = Attribute(form.Groups[1].Value, "action");
        return new HttpRequestMessage(HttpMethod.Post, string.IsNullOrEmpty(action) ? Path : action)
        {
            Content = new FormUrlEncodedContent(fields),
        };
    }

    private async Task Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            Path = response.RequestMessage!.RequestUri!.PathAndQuery;
            Html = await response.Content.ReadAsStringAsync();
            Status = response.StatusCode;
        }
    }

    private static string Words(string html) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, "")), " ").Trim();

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : null;

    [GeneratedRegex("<form\\b([^>]*)>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<button\\b([^>]*)>(.*?)</button>", RegexOptions.Singleline)]
    private static partial Regex Buttons();

    [GeneratedRegex("<input\\b[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
